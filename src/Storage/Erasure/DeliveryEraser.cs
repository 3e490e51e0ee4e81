using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Erasure;

/// <summary>
/// Erases deliveries that name a person. Raw bytes cannot be erased in part, so the body and the query go as a whole;
/// what stays is a row that says so, and the events of other people.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="mapper">Says whom a delivery is about.</param>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="events">Where events are kept.</param>
public sealed class DeliveryEraser(
    WebhookTables tables, DeliveryMapper mapper, DeliveryStore deliveries, EventStore events)
{
    /// <summary>
    /// Finds those that name the person: by their events, or by their text.
    /// </summary>
    /// <param name="person">The person.</param>
    /// <param name="stored">The deliveries.</param>
    /// <param name="cancellationToken">Gives up in the middle of a delivery of many events.</param>
    /// <returns>Those that do.</returns>
    public IReadOnlyList<DeliveryErasure> Find(
        Erased person, IEnumerable<StoredDelivery> stored, CancellationToken cancellationToken)
    {
        List<DeliveryErasure> found = [];
        foreach (StoredDelivery delivery in stored.Where(s => s.Status != DeliveryStatuses.Erased))
        {
            if (person.MayBeOf(delivery.Delivery.Vendor)
                && person.IsNamedIn(
                    MidnightRepeats.Keep(mapper.Map(delivery.Delivery), delivery.EventKeys),
                    cancellationToken,
                    out IReadOnlyCollection<EventKey> theirs))
                found.Add(new DeliveryErasure(delivery, theirs));
        }

        return found;
    }

    /// <summary>Counts what erasing them changes.</summary>
    /// <param name="found">The deliveries.</param>
    /// <param name="besides">Events that are to go whatever their deliveries say.</param>
    /// <returns>The numbers.</returns>
    public async Task<JobCounts> CountAsync(
        IReadOnlyList<DeliveryErasure> found, IEnumerable<EventKey> besides, CancellationToken cancellationToken)
    {
        JobCounts counts = [];
        foreach (DeliveryErasure erasure in found)
        {
            string vendor = erasure.Stored.Delivery.Vendor;
            Increase("deliveries/erased", $"vendors/{vendor}/deliveries");
            if (erasure.Stored.Status == DeliveryStatuses.Rejected)
                Increase("deliveries/erasedRejected", $"vendors/{vendor}/rejected");
        }

        List<EventKey> keys = [.. besides];
        foreach (DeliveryErasure erasure in found)
        {
            if (erasure.Theirs.Count > DeliveryOutcome.MaxEvents)
                Increase("events/removed", $"vendors/{erasure.Stored.Delivery.Vendor}/events", erasure.Theirs.Count);
            else
                keys.AddRange(erasure.Theirs);
        }

        Dictionary<EventKey, TableEntity> there = await events.ReadAsync(
            keys, ["PartitionKey", "RowKey"], cancellationToken);
        foreach (EventKey key in there.Keys)
            Increase("events/removed", $"vendors/{key.Day.Vendor}/events");
        return counts;

        void Increase(string name, string ofVendor, int by = 1)
        {
            counts.Increase(name, by);
            counts.Increase(ofVendor, by);
        }
    }

    /// <summary>Erases them; what is erased already stays so.</summary>
    /// <param name="person">The person.</param>
    /// <param name="found">The deliveries.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When they are erased.</returns>
    public async Task EraseAsync(
        Erased person, IReadOnlyList<DeliveryErasure> found, CancellationToken cancellationToken)
    {
        await events.RemoveAsync(found.SelectMany(erasure => erasure.Theirs), cancellationToken);
        await TransactionWriter.DeleteAsync(
            tables.RejectedDeliveries,
            [.. found.Where(erasure => erasure.Stored.Status == DeliveryStatuses.Rejected).Select(KeyOf)],
            cancellationToken);
        foreach (DeliveryErasure erasure in found)
            await EraseAsync(person, erasure, cancellationToken);
        await deliveries.SettleAsync(found.Select(erasure => erasure.Stored), cancellationToken);
    }

    /// <summary>Erases the people's events of a delivery that is erased already.</summary>
    internal async Task EraseRestAsync(
        IReadOnlyList<Erased> people, StoredDelivery erased, CancellationToken cancellationToken)
    {
        List<EventKey> removed = [];
        await foreach (IReadOnlyList<TableEntity> rows in events.OfAsync(erased, cancellationToken))
        {
            EventKey[] theirs =
            [
                .. rows.Where(row => people.Any(person => person.Owns(EventRow.ReadWhatCanBe(row))))
                    .Select(EventKey.Of),
            ];
            await events.RemoveAsync(theirs, cancellationToken);
            removed.AddRange(theirs.Intersect(erased.EventKeys));
        }

        await TransactionWriter.SubmitAsync(
            tables.Deliveries,
            [.. DeliveryRow.Write(DeliveryRow.Erased(erased with { IsUnfinished = false }, removed), erased.Row.ETag)],
            cancellationToken);
    }

    // One transaction: a row without its body's further rows, or the other way round, could not be put right later.
    private Task EraseAsync(Erased person, DeliveryErasure erasure, CancellationToken cancellationToken) =>
        Conflicts.RetryAsync(async failure =>
        {
            if (failure is not null)
            {
                // It was processed or replayed meanwhile, and may have events again.
                Delivery delivery = erasure.Stored.Delivery;
                if (await deliveries.FindAsync(delivery.Vendor, delivery.Id, cancellationToken) is not { } again
                    || Find(person, [again], cancellationToken) is not [{ } found])
                {
                    return false;
                }

                await events.RemoveAsync(found.Theirs, cancellationToken);
                await deliveries.DeleteRejectedAsync(delivery, cancellationToken);
                erasure = found;
            }

            StoredDelivery stored = erasure.Stored;
            List<TableEntity> rows = DeliveryRow.Erased(stored, erasure.Theirs);
            IEnumerable<TableTransactionAction> superseded = DeliveryRow.FurtherRows(stored.Row)
                .Where(further => !rows.Exists(row => row.RowKey == further.RowKey))
                .Select(further => new TableTransactionAction(TableTransactionActionType.Delete, further, ETag.All));
            await TransactionWriter.SubmitAsync(
                tables.Deliveries, [.. DeliveryRow.Write(rows, stored.Row.ETag), .. superseded], cancellationToken);
            return true;
        });

    private static TableEntity KeyOf(DeliveryErasure erasure) =>
        new(erasure.Stored.Delivery.Vendor, erasure.Stored.Delivery.Id);
}

/// <summary>A delivery that names the person.</summary>
/// <param name="Stored">The delivery.</param>
/// <param name="Theirs">The keys of the events that are about the person.</param>
public sealed record DeliveryErasure(StoredDelivery Stored, IReadOnlyCollection<EventKey> Theirs);
