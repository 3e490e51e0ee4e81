using Webhooks.Ingestion;
using Webhooks.Storage.Contacts;
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
/// <param name="index">Forgets whoever is erased.</param>
public sealed class ErasureGuard(
    Tombstones tombstones, DeliveryEraser eraser, DeliveryStore deliveries, EventStore events, ContactIndex index)
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
                    && tombstone.IsNamedIn(outcome, cancellationToken, out IReadOnlyCollection<EventKey> theirs))
                    await EraseAsync(tombstone, outcome.Delivery, theirs, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Erases what was still written of a delivery that was erased while its events were being stored, by somebody who
    /// did not come to the end, and so did not ask.
    /// </summary>
    public async Task FinishAsync(StoredDelivery stored, CancellationToken cancellationToken)
    {
        if (stored is not { Status: DeliveryStatuses.Erased, IsUnfinished: true })
            return;
        IReadOnlyList<Tombstone> known = await tombstones.GetAsync(cancellationToken);
        await eraser.EraseRestAsync(
            [.. known.Where(tombstone => stored.Delivery.ReceivedAt <= tombstone.ErasedAt)],
            stored,
            cancellationToken);
    }

    // Where it is erased already its body is gone, and only what was written since is to go.
    private async Task EraseAsync(
        Tombstone tombstone,
        Delivery delivery,
        IReadOnlyCollection<EventKey> theirs,
        CancellationToken cancellationToken)
    {
        StoredDelivery? stored = await deliveries.FindAsync(delivery.Vendor, delivery.Id, cancellationToken);
        if (stored is { Status: not DeliveryStatuses.Erased })
        {
            // As it is mapped now, too: what the queue gave up on was written without its events.
            IReadOnlyList<DeliveryErasure> found = eraser.Find(tombstone, [stored], cancellationToken);
            await events.RemoveAsync(theirs, cancellationToken);
            await eraser.EraseAsync(
                tombstone, found.Count > 0 ? found : [new DeliveryErasure(stored, theirs)], cancellationToken);
        }
        else
        {
            await events.RemoveAsync(theirs, cancellationToken);
            await deliveries.DeleteRejectedAsync(delivery, cancellationToken);
            if (stored is not null)
                await FinishAsync(stored, cancellationToken);
        }

        await index.ForgetAsync(tombstone.Hash, delivery, cancellationToken);
    }
}
