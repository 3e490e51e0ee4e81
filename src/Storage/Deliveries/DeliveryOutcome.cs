using Webhooks.Ingestion;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Deliveries;

/// <summary>What a delivery was mapped to.</summary>
/// <param name="Events">Its events; none where it was rejected.</param>
/// <param name="Rejection">Why it was rejected, or null.</param>
public sealed record DeliveryOutcome(
    Delivery Delivery, IReadOnlyList<EngagementEvent> Events, Rejection? Rejection)
{
    /// <summary>One of <see cref="DeliveryStatuses"/>.</summary>
    public string Status => Rejection is null ? DeliveryStatuses.Processed : DeliveryStatuses.Rejected;

    /// <summary>True where its events are so many that they are mapped as they are read, and stored in slices.</summary>
    public bool IsLarge => Events.Count > MapResult.SliceLength;

    /// <summary>The keys of its events; of a large delivery the first.</summary>
    public IReadOnlyList<EventKey> EventKeys { get; } =
        [.. Events.Take(MapResult.SliceLength).Select(EventKey.Of).Distinct()];

    /// <summary>What the vendor sent that its mapper does not know yet.</summary>
    public IReadOnlyList<Ingestion.Drift> Drift { get; init; } = [];

    /// <summary>
    /// Of its events those that were not stored before; the others came in an earlier delivery. A message that comes
    /// again may name them again. None of a large delivery are named.
    /// </summary>
    public IReadOnlyCollection<EventKey> NewEventKeys { get; init; } = [];
}
