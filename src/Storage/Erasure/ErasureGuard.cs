using Webhooks.Ingestion;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Erasure;

/// <summary>
/// Erases again whoever was erased while something of theirs was under way: in a message, or half stored. Asked by
/// everybody who stored deliveries or their events, when all is written; one query in ten seconds, else nothing.
/// </summary>
/// <param name="tombstones">Who was erased.</param>
/// <param name="eraser">Erases deliveries.</param>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="events">Where events are kept.</param>
public sealed class ErasureGuard(
    Tombstones tombstones, DeliveryEraser eraser, DeliveryStore deliveries, EventStore events)
{
    /// <summary>Erases what must not be kept.</summary>
    /// <param name="outcomes">The deliveries that were written, as they were mapped.</param>
    /// <returns>When nothing is left of them that was erased.</returns>
    public async Task EnforceAsync(
        IReadOnlyCollection<DeliveryOutcome> outcomes, CancellationToken cancellationToken)
    {
        if (outcomes.Count == 0)
            return;
        foreach (Tombstone tombstone in await tombstones.GetAsync(cancellationToken))
        {
            foreach (DeliveryOutcome outcome in outcomes)
            {
                if (outcome.Delivery.ReceivedAt <= tombstone.ErasedAt
                    && tombstone.MayBeOf(outcome.Delivery.Vendor)
                    && tombstone.IsNamedIn(outcome, out IReadOnlyList<EventKey> theirs))
                    await EraseAsync(tombstone, outcome.Delivery, theirs, cancellationToken);
            }
        }
    }

    // Where it is erased already its body is gone, and only what was written since is to go.
    private async Task EraseAsync(
        Tombstone tombstone, Delivery delivery, IReadOnlyList<EventKey> theirs, CancellationToken cancellationToken)
    {
        StoredDelivery? stored = await deliveries.FindAsync(delivery.Vendor, delivery.Id, cancellationToken);
        if (stored is { Status: not DeliveryStatuses.Erased })
        {
            // As it is mapped now, too: what the queue gave up on was written without its events.
            IEnumerable<EventKey> more = eraser.Find(tombstone, [stored]).SelectMany(found => found.Theirs);
            await eraser.EraseAsync(
                tombstone, [new DeliveryErasure(stored, [.. theirs.Union(more)])], cancellationToken);
        }
        else
        {
            await events.RemoveAsync(theirs, cancellationToken);
            await deliveries.DeleteRejectedAsync(delivery, cancellationToken);
        }

        await eraser.ForgetAsync([tombstone.Hash], delivery, cancellationToken);
    }
}
