namespace Webhooks.Storage.Status;

/// <summary>How the service is doing.</summary>
/// <param name="At">When this was read, in UTC.</param>
/// <param name="Queue">What waits.</param>
/// <param name="RollUp">How far the counts are.</param>
/// <param name="Vendors">When each vendor was heard of last.</param>
/// <param name="Findings">What a person should look at, the worst first; empty where all is well.</param>
public sealed record ServiceStatus(
    DateTimeOffset At,
    QueueState Queue,
    RollUpTimes RollUp,
    IReadOnlyList<VendorState> Vendors,
    IReadOnlyList<RejectedState> Rejected,
    IReadOnlyList<Finding> Findings);

/// <summary>When a vendor was heard of last.</summary>
/// <param name="LastReceivedAt">
/// Its last delivery that is processed, in UTC; null where there was none in a week.
/// </param>
/// <param name="IsUnusuallySilent">Whether it sent a fair number of events at the same time a week ago.</param>
public sealed record VendorState(string Vendor, DateTimeOffset? LastReceivedAt, bool IsUnusuallySilent);

/// <summary>What waits in the queue.</summary>
/// <param name="Messages">
/// About how many messages, those being processed included; each holds one or many deliveries.
/// </param>
/// <param name="OldestAt">
/// When the oldest one that is not being processed was put there, in UTC; null where there is none.
/// </param>
/// <param name="PoisonMessages">About how many messages the queue gave up on and that are not parked yet.</param>
public sealed record QueueState(int Messages, DateTimeOffset? OldestAt, int PoisonMessages);

/// <summary>How many deliveries of a vendor are rejected.</summary>
/// <param name="Count">The number, of at most <see cref="StatusReader.MaxRejected"/>.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="ByReason">The number of each reason, the most frequent first.</param>
public sealed record RejectedState(string Vendor, int Count, bool HasMore, IReadOnlyDictionary<string, int> ByReason);

/// <summary>How far the counts are.</summary>
/// <param name="LastRunAt">When the roll-up ran last, in UTC; null where it never did.</param>
/// <param name="NextRunAt">When it is due, in UTC; null where that is not known.</param>
/// <param name="WaitingHours">How many hours have events that are not counted yet, of at most 100 a vendor.</param>
public sealed record RollUpTimes(DateTimeOffset? LastRunAt, DateTimeOffset? NextRunAt, int WaitingHours);

/// <summary>Something that a person should look at.</summary>
/// <param name="IsUrgent">Whether data waits until somebody acts; else it is good to know.</param>
/// <param name="Code">Stable, e.g. <c>queue-behind</c>.</param>
/// <param name="Text">For a person.</param>
public sealed record Finding(bool IsUrgent, string Code, string Text);
