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
