using Webhooks.Ingestion;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Deliveries;

/// <summary>What a delivery was mapped to.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Events">Its events; none where it was rejected.</param>
/// <param name="Rejection">Why it was rejected, or null.</param>
public sealed record DeliveryOutcome(
    Delivery Delivery, IReadOnlyList<EngagementEvent> Events, Rejection? Rejection)
{
    /// <summary>One of <see cref="DeliveryStatuses"/>.</summary>
    public string Status => Rejection is null ? DeliveryStatuses.Processed : DeliveryStatuses.Rejected;

    /// <summary>The keys of its events.</summary>
    public IReadOnlyList<EventKey> EventKeys { get; } = [.. Events.Select(EventRow.KeyOf).Distinct()];
}
