using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Revision;

/// <summary>
/// Brings the events of one large delivery to what today's mapper makes of it. They are mapped anew for each step, and
/// stored a slice at a time, so that what is in memory does not grow with their number. Where some may be stored
/// already, the rows from the first to the last are read in their order: that finds what is there, what differs and
/// what is to go, so one that was cut off goes on where it was.
/// </summary>
/// <param name="stored">The delivery as it is stored.</param>
/// <param name="outcome">What it is mapped to today.</param>
/// <param name="isKept">Whether an event's day is not purged.</param>
internal sealed class LargeRevision(
    WebhookTables tables,
    EventStore events,
    StoredDelivery stored,
    DeliveryOutcome outcome,
    Func<EventKey, bool> isKept,
    TimeProvider time)
{
    private const int SlicesAtOnce = 4;
    private const int RowsPerPage = 250; // an event's row may have some 80 KB
    private const int MostHeld = 1_000_000; // some 40 MB

    /// <summary>How long one run stores events; the host ends what takes ten minutes.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(5);

    /// <summary>Its events as they are to be.</summary>
    public ManyEvents Events { get; private set; } = ManyEvents.None;

    /// <summary>Where events may lie until all is as it is to be.</summary>
    public ManyEvents Both { get; private set; } = ManyEvents.None;

    /// <summary>How many events are added, changed and removed, by type.</summary>
    public Dictionary<(string Type, string Kind), int> Changes { get; } = [];

    // Nothing of it was ever stored.
    private bool IsNew => stored is { Status: DeliveryStatuses.Received, IsUnfinished: false };

    /// <summary>Finds out how many events there are, and where.</summary>
    public void Measure(CancellationToken cancellationToken)
    {
        Dictionary<string, EventSpan> spans = [];
        int count = 0;
        foreach (IReadOnlyCollection<EngagementEvent> slice in EventSlices.Of(Kept(cancellationToken)))
        {
            count += slice.Count;
            foreach (EventKey key in slice.Select(EventKey.Of))
                EventSpan.Widen(spans, key, key.Row);
        }

        Events = new ManyEvents(count, [.. spans.Values.OrderBy(span => span.DayKey, StringComparer.Ordinal)]);
        foreach (EventSpan span in stored.Many.Spans)
            EventSpan.Widen(spans, new EventKey(span.DayKey, span.From), span.To);
        foreach (EventKey key in stored.EventKeys)
            EventSpan.Widen(spans, key, key.Row);
        Both = new ManyEvents(count, [.. spans.Values]);
    }

    /// <summary>Finds what is to be done; <see cref="Changes"/> says it.</summary>
    public async Task FindAsync(CancellationToken cancellationToken)
    {
        await foreach ((IEnumerable<EngagementEvent> missing, _) in ShareAsync(isDry: true, cancellationToken))
        {
            foreach (EngagementEvent _ in missing)
            {
                // Counted as they are read.
            }
        }
    }

    /// <summary>Does what is to be done.</summary>
    /// <param name="outgoing">Where events wait to be sent on.</param>
    /// <param name="sendsAll">
    /// Whether all are sent on, once all are stored: a run before may have been cut off. Else those that are new.
    /// </param>
    /// <exception cref="OutOfTimeException">It has more to do: another run goes on.</exception>
    public async Task ReviseAsync(OutgoingQueue outgoing, bool sendsAll, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        await foreach ((IEnumerable<EngagementEvent> missing, Func<EngagementEvent, bool> isNew)
            in ShareAsync(isDry: false, cancellationToken))
        {
            await Parallel.ForEachAsync(
                EventSlices.Of(missing),
                new ParallelOptions { MaxDegreeOfParallelism = SlicesAtOnce, CancellationToken = cancellationToken },
                async (slice, token) =>
                {
                    EndInTime();
                    await events.StoreAsync(slice, token);
                    if (!sendsAll)
                        await outgoing.PutAsync(slice.Where(isNew), token);
                });
        }

        if (sendsAll && outgoing.IsUsed)
        {
            EndInTime();
            await outgoing.PutAsync(Kept(cancellationToken), cancellationToken);
        }

        // All hours, since a run before may have been cut off between an event and its hour's mark.
        await events.MarkAsync(Both.Spans.SelectMany(span => span.Hours()).Where(isKept), cancellationToken);

        void EndInTime()
        {
            if (time.GetElapsedTime(start) > MaxTime)
                throw new OutOfTimeException();
        }
    }

    private IEnumerable<EngagementEvent> Kept(CancellationToken cancellationToken) => outcome.Events.Where(e =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return isKept(EventKey.Of(e));
    });

    // What is to be stored, and which of it is new; of more events than can be told apart at once, one share after the
    // other.
    private async IAsyncEnumerable<(IEnumerable<EngagementEvent> Missing, Func<EngagementEvent, bool> IsNew)>
        ShareAsync(bool isDry, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Changes.Clear();
        if (IsNew)
        {
            yield return (Kept(cancellationToken).Select(e => Counted(e, RevisionPlan.Added)), _ => true);
            yield break;
        }

        ulong shares = (ulong)(Events.Count / MostHeld) + 1;
        for (ulong share = 0; share < shares; share++)
        {
            WantedEvents wanted = new(share, shares);
            wanted.Add(Kept(cancellationToken));
            DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
            foreach (KeyRange range in Both.Spans.SelectMany(span => span.RangesIn(parts)))
                await CompareAsync(range, wanted, isDry, cancellationToken);
            yield return (Missing(wanted, cancellationToken), e => wanted.Contains(e, out bool differs) && !differs);
        }
    }

    // What is left once the rows that are there were compared.
    private IEnumerable<EngagementEvent> Missing(WantedEvents wanted, CancellationToken cancellationToken)
    {
        foreach (EngagementEvent engagement in wanted.IsEmpty ? [] : Kept(cancellationToken))
        {
            if (wanted.Contains(engagement, out bool differs))
                yield return Counted(engagement, differs ? "changed" : RevisionPlan.Added);
        }
    }

    private async Task CompareAsync(
        KeyRange range, WantedEvents wanted, bool isDry, CancellationToken cancellationToken)
    {
        AsyncPageable<TableEntity> rows = tables.Events.QueryAsync<TableEntity>(
            range.Filter(), RowsPerPage, cancellationToken: cancellationToken);
        await foreach (Page<TableEntity> page in rows.AsPages())
        {
            TableEntity[] removed =
                [.. page.Values.Where(IsEvent).Where(row => !wanted.Compare(row, stored.Delivery.Id))];
            foreach (TableEntity row in removed)
                Count(new RowReader(row).Text(nameof(EngagementEvent.Type)), RevisionPlan.Removed);
            if (isDry || removed.Length == 0)
                continue;
            await events.RemoveAsync(removed, cancellationToken);
            await events.MarkAsync(removed.Select(EventKey.Of), cancellationToken);
        }

        bool IsEvent(TableEntity row) =>
            EventKey.TryParse(EventKey.Of(row).ToString(), out EventKey key) && isKept(key);
    }

    private EngagementEvent Counted(EngagementEvent engagement, string kind)
    {
        Count(engagement.Type, kind);
        return engagement;
    }

    private void Count(string type, string kind) =>
        Changes[(type, kind)] = Changes.GetValueOrDefault((type, kind)) + 1;
}
