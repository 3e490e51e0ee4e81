using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Erasure;

/// <summary>A delivery that names the person.</summary>
/// <param name="Stored">The delivery.</param>
/// <param name="Theirs">The keys of the events that are about the person.</param>
public sealed record DeliveryErasure(StoredDelivery Stored, IReadOnlyCollection<EventKey> Theirs);
