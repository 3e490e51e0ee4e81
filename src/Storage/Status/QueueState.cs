namespace Webhooks.Storage.Status;

/// <summary>What waits in the queue.</summary>
/// <param name="Messages">
/// About how many messages, those being processed included; each holds one or many deliveries.
/// </param>
/// <param name="OldestAt">
/// When the oldest one that is not being processed was put there, in UTC; null where there is none.
/// </param>
/// <param name="PoisonMessages">About how many messages the queue gave up on and that are not parked yet.</param>
public sealed record QueueState(int Messages, DateTimeOffset? OldestAt, int PoisonMessages);
