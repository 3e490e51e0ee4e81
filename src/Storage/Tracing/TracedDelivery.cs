using Webhooks.Storage.Deliveries;

namespace Webhooks.Storage.Tracing;

/// <summary>What became of a delivery.</summary>
/// <param name="Events">Its first events.</param>
/// <param name="Reason">Why it was rejected, or null.</param>
/// <param name="Attempts">How often it was tried, where it is rejected.</param>
/// <param name="RejectedAt">When it was rejected last, or null.</param>
public sealed record TracedDelivery(
    StoredDelivery Stored,
    IReadOnlyList<TracedEvent> Events,
    string? Reason,
    int? Attempts,
    DateTimeOffset? RejectedAt);
