using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Rows;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Brings the events of one delivery that has very many to what today's mapper makes of it, a slice at a time. What is
/// held of each event is its id, not the event. The rows between its first and its last are read in their order, which
/// finds what is there already, what differs and what is to go; the body is then mapped once more for what is missing.
/// So one that was cut off goes on where it was.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="events">Where events are kept.</param>
/// <param name="stored">The delivery as it is stored.</param>
/// <param name="outcome">What it is mapped to today.</param>
/// <param name="isKept">Whether an event's day is not purged.</param>
/// <param name="time">The clock.</param>
internal sealed class LargeRevision(
    WebhookTables tables,
    EventStore events,
    StoredDelivery stored,
    DeliveryOutcome outcome,
    Func<EventKey, bool> isKept,
    TimeProvider time)
{
    private const int EventsPerSlice = 500;
    private const int SlicesAtOnce = 4;
    private const int RowsPerPage = 250; // an event's row may have some 80 KB
    private const int IdStart = 10; // of a row key: behind the time and the underscore

    /// <summary>How long one run takes events for; below the host's limit of ten minutes.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(6);

    private readonly Dictionary<Guid, Wanted> _wanted = [];
    private readonly Dictionary<string, EventSpan> _spans = [];

    /// <summary>Its events as they are to be; known once <see cref="Read"/> has run.</summary>
    public ManyEvents Events { get; private set; } = ManyEvents.None;

    /// <summary>How many events are added, changed and removed, by type.</summary>
    public Dictionary<(string Type, string Kind), int> Changes { get; } = [];

    /// <summary>Where its events lie and, before they are all as they should be, those that it had.</summary>
    public ManyEvents Both { get; private set; } = ManyEvents.None;

    /// <summary>Maps it once, and notes ids.</summary>
    public void Read()
    {
        _wanted.Clear();
        _spans.Clear();
        foreach (EngagementEvent engagement in outcome.Events)
        {
            EventKey key = EventKey.Of(engagement);
            if (!isKept(key))
                continue;
            // Of repeats in one delivery the last counts, as everywhere.
            _wanted[IdOf(key.Row)] = new Wanted(engagement.DeliveryIndex, ContentOf(EventRow.From(engagement)), false);
            EventSpan.Widen(_spans, key, key.Row);
        }

        Events = new ManyEvents(_wanted.Count, [.. _spans.Values.OrderBy(span => span.Partition, StringComparer.Ordinal)]);
        foreach (EventSpan span in stored.Many.Spans)
            EventSpan.Widen(_spans, new EventKey(span.Partition, span.From), span.To);
        foreach (EventKey key in stored.EventKeys)
            EventSpan.Widen(_spans, key, key.Row);
        Both = Events with { Spans = [.. _spans.Values] };
    }

    /// <summary>Finds what is to be done, and does it.</summary>
    /// <param name="isDry">Only finds it.</param>
    /// <exception cref="TimeoutException">There is more to do than time: it goes on when it is called again.</exception>
    public async Task ReviseAsync(bool isDry, CancellationToken cancellationToken)
    {
        Read();
        Changes.Clear();
        long start = time.GetTimestamp();
        foreach (EventSpan span in Both.Spans)
            await CompareAsync(span, isDry, cancellationToken);
        if (isDry)
        {
            foreach (EngagementEvent _ in Missing())
            {
                // Counted as they are read.
            }
        }
        else
        {
            await Parallel.ForEachAsync(
                Missing().Chunk(EventsPerSlice),
                new ParallelOptions { MaxDegreeOfParallelism = SlicesAtOnce, CancellationToken = cancellationToken },
                async (slice, token) =>
                {
                    if (time.GetElapsedTime(start) > MaxTime)
                        throw new TimeoutException("The delivery has more events than can be stored in one go.");
                    await events.StoreAsync(slice, token);
                });

            // All hours, since a run before may have been cut off between an event and its hour's mark.
            await events.MarkAsync(Both.Spans.SelectMany(HoursOf), cancellationToken);
        }

        _wanted.Clear();
    }

    // What is left once the rows that are there were compared.
    private IEnumerable<EngagementEvent> Missing()
    {
        foreach (EngagementEvent engagement in outcome.Events)
        {
            EventKey key = EventKey.Of(engagement);
            if (!_wanted.TryGetValue(IdOf(key.Row), out Wanted wanted) || wanted.Index != engagement.DeliveryIndex)
                continue;
            Count(engagement.Type, wanted.Differs ? "changed" : RevisionPlan.Added);
            yield return engagement;
        }
    }

    private async Task CompareAsync(EventSpan span, bool isDry, CancellationToken cancellationToken)
    {
        AsyncPageable<TableEntity> rows = tables.Events.QueryAsync<TableEntity>(
            span.Range.Filter(), RowsPerPage, cancellationToken: cancellationToken);
        await foreach (Page<TableEntity> page in rows.AsPages())
        {
            List<TableTransactionAction> removed = [];
            foreach (TableEntity row in page.Values)
            {
                if (!Compare(row))
                    removed.Add(new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag));
            }

            if (isDry || removed.Count == 0)
                continue;
            await TransactionWriter.SubmitAsync(tables.Events, removed, cancellationToken);
            await events.MarkAsync(
                removed.Select(action => new EventKey(action.Entity.PartitionKey, action.Entity.RowKey)),
                cancellationToken);
        }
    }

    // False where it is this delivery's and not wanted any more.
    private bool Compare(TableEntity row)
    {
        EventKey key = new(row.PartitionKey, row.RowKey);
        if (!EventKey.TryParse(key.ToString(), out _) || !isKept(key))
            return true;
        string owner = EventChanges.OwnerOf(row);
        Guid id = IdOf(row.RowKey);
        if (!_wanted.TryGetValue(id, out Wanted wanted))
        {
            if (owner != stored.Delivery.Id)
                return true;
            Count(new RowReader(row).Text(nameof(EngagementEvent.Type)), "removed");
            return false;
        }

        bool isLaters = string.CompareOrdinal(owner, stored.Delivery.Id) > 0;
        if (isLaters || wanted.Content == ContentOf(row))
            _wanted.Remove(id);
        else
            _wanted[id] = wanted with { Differs = true };
        return true;
    }

    private void Count(string type, string kind) =>
        Changes[(type, kind)] = Changes.GetValueOrDefault((type, kind)) + 1;

    private static IEnumerable<EventKey> HoursOf(EventSpan span)
    {
        int last = new EventKey(span.Partition, span.To).Hour.Hour;
        for (int hour = new EventKey(span.Partition, span.From).Hour.Hour; hour <= last; hour++)
            yield return new EventKey(span.Partition, $"{hour:00}");
    }

    // An id of another making is of no event of ours.
    private static Guid IdOf(string row) =>
        Guid.TryParseExact(row.AsSpan(Math.Min(row.Length, IdStart)), "N", out Guid id) ? id : Guid.Empty;

    private static int ContentOf(TableEntity row) => EventRow.Read(row)?.GetHashCode() ?? 0;

    // An event: its place in the delivery, what it says in short, and whether the row that is there says another thing.
    private readonly record struct Wanted(int Index, int Content, bool Differs);
}
