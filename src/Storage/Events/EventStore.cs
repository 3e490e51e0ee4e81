using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Events;

/// <summary>Writes events, and marks the hours they touch for the roll-up.</summary>
/// <param name="tables">The tables.</param>
/// <param name="parked">Forgets the events that are removed.</param>
public sealed class EventStore(WebhookTables tables, ParkedEvents parked)
{
    private const int MaxPerPage = 1000;

    // With the time, of which the version is made.
    private static readonly string[] OwnerColumns =
    [
        "PartitionKey", "RowKey", "Timestamp",
        nameof(EngagementEvent.OccurredAt), nameof(EngagementEvent.DeliveryId), nameof(EngagementEvent.DeliveryIndex),
    ];

    /// <summary>
    /// Stores events. A repeat of an event is stored once, as the delivery has it that was received last (of an event
    /// without a time of its own: the one with the latest time), in whatever order they are processed. They are
    /// inserted, and only where one is there already it is read and compared: that is rare, and so costs no read of
    /// its own.
    /// </summary>
    /// <param name="events">The events, of any vendors and days.</param>
    /// <returns>
    /// When all are stored and their hours marked: of each the delivery whose it was before; null where it is new, or
    /// there as the same delivery's, since its message came again.
    /// </returns>
    public async Task<IReadOnlyDictionary<EventKey, string?>> StoreAsync(
        IReadOnlyCollection<EngagementEvent> events, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<EventKey, string?> former = [];
        if (events.Count > 0)
        {
            Dictionary<EventKey, EngagementEvent> latest = [];
            foreach (EngagementEvent engagement in events)
            {
                ref EngagementEvent? known = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    latest, EventKey.Of(engagement), out _);
                if (known is null || IsLater(engagement, known))
                    known = engagement;
            }

            DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
            await TransactionWriter.ForEachTransactionAsync(
                [.. latest.Values.Select(engagement => new TableTransactionAction(
                    TableTransactionActionType.Add, EventRow.From(engagement, parts)))],
                (transaction, token) => StoreAsync(transaction, former, token),
                cancellationToken);
            await MarkAsync(latest.Keys, cancellationToken);
        }

        return former;
    }

    // One transaction of insertions. Where it fails, some are there: those are compared, and it is tried again. The
    // failure names one of them, and mostly that is all; if not, all are looked for.
    private Task StoreAsync(
        List<TableTransactionAction> insertions,
        ConcurrentDictionary<EventKey, string?> former,
        CancellationToken cancellationToken)
    {
        List<TableTransactionAction> transaction = insertions;
        Dictionary<EventKey, TableEntity> there = [];
        return Conflicts.RetryAsync(async failure =>
        {
            if (failure is not null)
            {
                bool isFirst = transaction == insertions;
                IEnumerable<EventKey> sought =
                    isFirst ? [KeyOf(transaction[IndexOf(failure)])] : insertions.Select(KeyOf);
                there = await ReadAsync(sought, OwnerColumns, cancellationToken);
                transaction =
                    [.. insertions.Select(insertion => Against(insertion, there)).OfType<TableTransactionAction>()];
            }

            if (transaction.Count > 0)
                await TransactionWriter.SubmitTransactionAsync(tables.Events, transaction, cancellationToken);
            foreach (TableEntity row in insertions.Select(insertion => (TableEntity)insertion.Entity))
            {
                EventKey key = EventKey.Of(row);
                string? owner = there.TryGetValue(key, out TableEntity? known) ? EventRow.OwnerOf(known) : null;
                former[key] = owner == EventRow.OwnerOf(row) ? null : owner;
            }

            return true;
        });
    }

    // What stores an event beside what is there; null where that has the row, or came later in its own delivery.
    private static TableTransactionAction? Against(
        TableTransactionAction insertion, Dictionary<EventKey, TableEntity> there)
    {
        if (!there.TryGetValue(KeyOf(insertion), out TableEntity? known))
            return insertion;
        TableEntity ours = (TableEntity)insertion.Entity;
        int order = EventRow.Order(known, ours);
        return order > 0 || (order == 0 && IndexOf(known) > IndexOf(ours))
            ? null
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, insertion.Entity, known.ETag);
    }

    private static long IndexOf(TableEntity row) =>
        new RowReader(row).NumberOrNull(nameof(EngagementEvent.DeliveryIndex)) ?? 0;

    private static int IndexOf(RequestFailedException failure) =>
        (failure as TableTransactionFailedException)?.FailedTransactionActionIndex ?? 0;

    private static bool IsLater(EngagementEvent one, EngagementEvent other) =>
        EventRow.Order((one.OccurredAt, one.DeliveryId), (other.OccurredAt, other.DeliveryId)) is var order
        && (order > 0 || (order == 0 && one.DeliveryIndex >= other.DeliveryIndex));

    private static EventKey KeyOf(TableTransactionAction action) => EventKey.Of(action.Entity);

    /// <summary>Removes events, whatever delivery they came in.</summary>
    /// <param name="keys">Their keys, a slice at a time; what is gone already stays gone.</param>
    /// <returns>When they are removed and their hours marked.</returns>
    public async Task RemoveAsync(IEnumerable<EventKey> keys, CancellationToken cancellationToken)
    {
        foreach (EventKey[] slice in keys.Chunk(MapResult.SliceLength))
        {
            DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
            await TransactionWriter.DeleteAsync(
                tables.Events,
                [.. slice.Select(key => new TableEntity(key.PartitionIn(parts), key.Row))],
                cancellationToken);
            await MarkAsync(slice, cancellationToken);
            await ForgetParkedAsync(slice, cancellationToken);
        }
    }

    /// <summary>Removes rows that are as they were read; marks nothing.</summary>
    internal async Task RemoveAsync(IReadOnlyCollection<TableEntity> rows, CancellationToken cancellationToken)
    {
        await TransactionWriter.SubmitAsync(
            tables.Events,
            [.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag))],
            cancellationToken);
        await ForgetParkedAsync(
            [.. rows.Select(EventKey.Of)], cancellationToken);
    }

    /// <summary>Forgets that events which were removed could not be delivered somewhere.</summary>
    internal Task ForgetParkedAsync(IReadOnlyCollection<EventKey> removed, CancellationToken cancellationToken) =>
        parked.RemoveAsync(removed, cancellationToken);

    /// <summary>
    /// Reads events by their keys: one query where the keys lie close together, and never more than one per key.
    /// </summary>
    /// <param name="keys">The keys, of any partitions.</param>
    /// <param name="select">The columns to read; null reads all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rows of those that are there.</returns>
    public async Task<Dictionary<EventKey, TableEntity>> ReadAsync(
        IEnumerable<EventKey> keys, IReadOnlyList<string>? select, CancellationToken cancellationToken)
    {
        Dictionary<EventKey, TableEntity> found = [];
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        foreach (IGrouping<string, EventKey> partition in keys.Distinct().GroupBy(key => key.PartitionIn(parts)))
        {
            string[] wanted = [.. partition.Select(key => key.Row).Order(StringComparer.Ordinal)];
            for (int next = 0; next < wanted.Length;)
            {
                if (next == wanted.Length - 1)
                {
                    NullableResponse<TableEntity> row = await tables.Events.GetEntityIfExistsAsync<TableEntity>(
                        partition.Key, wanted[next], select, cancellationToken);
                    if (row.HasValue)
                        found[EventKey.Of(row.Value!)] = row.Value!;
                    break;
                }

                next = await ReadPageAsync(partition.Key, wanted, next, select, found, cancellationToken);
            }
        }

        return found;
    }

    /// <summary>Reads the events that are a delivery's, page by page, all columns.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<TableEntity>> OfAsync(
        StoredDelivery delivery, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string id = delivery.Delivery.Id;
        Dictionary<EventKey, TableEntity> known = await ReadAsync(delivery.EventKeys, null, cancellationToken);
        yield return [.. known.Values.Where(row => EventRow.OwnerOf(row) == id)];
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        foreach (KeyRange range in delivery.Many.Spans.SelectMany(span => span.RangesIn(parts)))
        {
            AsyncPageable<TableEntity> rows = tables.Events.QueryAsync<TableEntity>(
                range.Filter(TableClient.CreateQueryFilter($"DeliveryId eq {id}")),
                cancellationToken: cancellationToken);
            await foreach (Page<TableEntity> page in rows.AsPages())
                yield return page.Values;
        }
    }

    /// <summary>
    /// Marks the hours of events that were written or removed. After that, never before: a mark that is counted too
    /// early would be gone when the events arrive.
    /// </summary>
    /// <param name="keys">The events' keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When they are marked.</returns>
    public Task MarkAsync(IEnumerable<EventKey> keys, CancellationToken cancellationToken)
    {
        TableEntity[] marks = [.. keys.Select(key => key.Hour).Distinct().Select(hour => hour.ToRow())];
        return TransactionWriter.ReplaceAsync(tables.TouchedHours, marks, cancellationToken);
    }

    // Reads one page from the next wanted row on; answers which wanted one comes after it.
    private async Task<int> ReadPageAsync(
        string partition,
        string[] wanted,
        int next,
        IReadOnlyList<string>? select,
        Dictionary<EventKey, TableEntity> found,
        CancellationToken cancellationToken)
    {
        (string from, string to) = (wanted[next], wanted[^1]);
        int perPage = select is null ? Math.Min(MaxPerPage, 2 * (wanted.Length - next)) : MaxPerPage;
        string filter = new KeyRange(partition, from, KeyRange.After(to)).Filter();
        AsyncPageable<TableEntity> rows = tables.Events.QueryAsync<TableEntity>(
            filter, perPage, select, cancellationToken);
        await foreach (Page<TableEntity> page in rows.AsPages())
        {
            if (page.Values.Count == 0)
                continue;
            foreach (TableEntity row in page.Values)
            {
                if (Array.BinarySearch(wanted, row.RowKey, StringComparer.Ordinal) >= 0)
                    found[EventKey.Of(row)] = row;
            }

            if (page.ContinuationToken is null)
                return wanted.Length;
            int at = Array.BinarySearch(wanted, page.Values[^1].RowKey, StringComparer.Ordinal);
            return at >= 0 ? at + 1 : ~at;
        }

        return wanted.Length;
    }
}
