using Webhooks.Ingestion;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Deliveries;

/// <summary>A delivery as it is stored, with what became of it.</summary>
/// <param name="Delivery">What was received.</param>
/// <param name="Status">One of <see cref="DeliveryStatuses"/>.</param>
/// <param name="EventKeys">The keys of the events it gave when it was last processed.</param>
/// <param name="Error">Why it was rejected, or null.</param>
public sealed record StoredDelivery(
    Delivery Delivery, string Status, IReadOnlyList<EventKey> EventKeys, string? Error);
