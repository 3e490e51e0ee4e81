using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Revision;

namespace Webhooks.Storage.Deliveries;

/// <summary>What a delivery was mapped to.</summary>
/// <param name="Events">Its events; none where it was rejected.</param>
/// <param name="Rejection">Why it was rejected, or null.</param>
public sealed record DeliveryOutcome(
    Delivery Delivery, IReadOnlyList<EngagementEvent> Events, Rejection? Rejection)
{
    /// <summary>
    /// The most events that are stored in one go, and whose keys their delivery's row keeps. A delivery of more is
    /// large: see <see cref="LargeRevision"/>.
    /// </summary>
    public const int MaxEvents = 5_000;

    private const int FirstEvents = 250;

    /// <summary>Whether it has more than <see cref="MaxEvents"/>.</summary>
    public bool IsLarge => Events.Count > MaxEvents;

    /// <summary>The same with other events.</summary>
    internal DeliveryOutcome With(IReadOnlyList<EngagementEvent> events) =>
        new(Delivery, events, Rejection) { Drift = Drift };

    /// <summary>One of <see cref="DeliveryStatuses"/>.</summary>
    public string Status => Rejection is null ? DeliveryStatuses.Processed : DeliveryStatuses.Rejected;

    /// <summary>The keys of its events; of a large delivery those of the first.</summary>
    public IReadOnlyList<EventKey> EventKeys { get; } =
        [.. Events.Take(Events.Count > MaxEvents ? FirstEvents : MaxEvents).Select(EventKey.Of).Distinct()];

    /// <summary>What the vendor sent that its mapper does not know yet.</summary>
    public IReadOnlyList<Ingestion.Drift> Drift { get; init; } = [];

    /// <summary>
    /// Of its events those that were not stored before; the others came in an earlier delivery. A message that comes
    /// again may name them again. None of a large delivery are named.
    /// </summary>
    public IReadOnlyCollection<EventKey> NewEventKeys { get; init; } = [];
}
