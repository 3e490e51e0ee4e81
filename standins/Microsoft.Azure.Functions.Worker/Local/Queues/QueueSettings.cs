namespace Microsoft.Azure.Functions.Worker.Local.Queues;

/// <summary>host.json's <c>extensions.queues</c>.</summary>
internal sealed record QueueSettings
{
    public int BatchSize { get; init; } = 16;

    public int NewBatchThreshold { get; init; } = 8 * Environment.ProcessorCount;

    public int MaxDequeueCount { get; init; } = 5;

    public TimeSpan VisibilityTimeout { get; init; }

    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(2);

    public bool IsBase64 { get; init; } = true;
}
