namespace Webhooks.Storage.Status;

/// <summary>How far the counts are.</summary>
/// <param name="LastRunAt">When the roll-up ran last, in UTC; null where it never did.</param>
/// <param name="NextRunAt">When it is due, in UTC; null where that is not known.</param>
/// <param name="WaitingHours">How many hours have events that are not counted yet, of at most 100 a vendor.</param>
public sealed record RollUpTimes(DateTimeOffset? LastRunAt, DateTimeOffset? NextRunAt, int WaitingHours);
