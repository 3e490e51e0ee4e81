using Webhooks.Storage.Events;

namespace Webhooks.Storage.Tracing;

/// <summary>An event of a delivery.</summary>
/// <param name="Partition">The partition of <c>Events</c> that it is in, or was.</param>
/// <param name="Type">Its type; null where it is not stored any more.</param>
/// <param name="DeliveryId">
/// The delivery it belongs to: of repeats the latest; null where it is not stored any more.
/// </param>
public sealed record TracedEvent(EventKey Key, string Partition, string? Type, string? DeliveryId);
