namespace Webhooks.Simulation.Queues;

/// <summary>A message as it is kept.</summary>
internal sealed class QueueMessage(
    string id, long sequence, string text, DateTimeOffset insertedAt, DateTimeOffset expiresAt)
{
    public string Id => id;

    public long Sequence => sequence;

    public DateTimeOffset InsertedAt => insertedAt;

    /// <summary>The end of time where it never does.</summary>
    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>Verbatim.</summary>
    public string Text { get; set; } = text;

    public DateTimeOffset VisibleAt { get; set; }

    public string PopReceipt { get; set; } = "";

    public int DequeueCount { get; set; }
}
