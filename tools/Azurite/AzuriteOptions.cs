namespace Webhooks.Tools.Azurite;

/// <summary>How to run Azurite.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The folder for its data; null keeps the data in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Port of the blob service; 0 picks a free one.</summary>
    public int BlobPort { get; init; }

    /// <summary>Port of the queue service; 0 picks a free one.</summary>
    public int QueuePort { get; init; }

    /// <summary>Port of the table service; 0 picks a free one.</summary>
    public int TablePort { get; init; }

    /// <summary>Its accounts, each with the public development key; none leaves it the usual one.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Told a line when Azurite has to be installed first.</summary>
    public Action<string>? Report { get; init; }

    /// <summary>The ports of the blob, queue and table services that <c>UseDevelopmentStorage=true</c> means.</summary>
    public static IReadOnlyList<int> WellKnownPorts { get; } = [10000, 10001, 10002];
}
