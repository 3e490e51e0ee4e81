namespace Webhooks.Simulation.Load;

/// <summary>What came out of <see cref="Throughput"/>.</summary>
internal sealed record ThroughputFigures(int Partitions, int Instances, int Offered)
{
    public double AcksPerSecond { get; init; }

    public double StoredPerSecond { get; init; }

    /// <summary>Of storage, polls of an empty queue left out.</summary>
    public double CallsPerSecond { get; init; }

    /// <summary>How many calls of the queue were refused for its rate, or the account's.</summary>
    public int BusyQueue { get; init; }

    /// <summary>How many calls of a table were refused for a partition's rate, or the account's.</summary>
    public int BusyTables { get; init; }

    /// <summary>How many webhooks were answered 503, or not at all.</summary>
    public int Refused { get; init; }

    /// <summary>What is not as it should be once all is stored and counted.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
