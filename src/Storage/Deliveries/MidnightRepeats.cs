using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Joins what came again after midnight with what came before it. An event without a time of its own is filed by its
/// day, so that a repeat of the same day is the same row; of one on the next day, within <see cref="Window"/>, the row
/// of the first day stays.
/// </summary>
/// <remarks>
/// Both are written first and looked for afterwards, so whichever way two of them are processed, one sees the other.
/// It costs a read for each event that has no time of its own, or one for a thousand where the day before had few, and
/// as much again where the next day has begun. A delivery of so many events that they are not held at once is left as
/// it is.
/// </remarks>
/// <param name="events">Where events are kept.</param>
internal sealed class MidnightRepeats(EventStore events)
{
    /// <summary>How long after an event the same again is its repeat.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // A webhook's own time may be so far after its receipt.
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private static readonly string[] Columns =
        ["PartitionKey", "RowKey", "Timestamp", nameof(EngagementEvent.OccurredAt), nameof(EngagementEvent.DeliveryId)];

    /// <summary>Finds which events are repeats of the day before.</summary>
    /// <param name="outcomes">What deliveries were mapped to, the oldest first.</param>
    /// <param name="settled">
    /// The keys that each of them has: one that was a repeat stays one. Null where none has any yet.
    /// </param>
    /// <returns>The same, where a repeat has its first day's key and time.</returns>
    public async Task<DeliveryOutcome[]> FindAsync(
        IReadOnlyList<DeliveryOutcome> outcomes,
        IReadOnlyList<IReadOnlyList<EventKey>>? settled,
        CancellationToken cancellationToken)
    {
        EventKey[] earlier =
        [
            .. outcomes.Where(outcome => !outcome.IsLarge).SelectMany(outcome => outcome.Events)
                .Select(e => KeyOn(e, -Day)).OfType<EventKey>(),
        ];
        if (earlier.Length == 0)
            return [.. outcomes];

        Dictionary<EventKey, DateTimeOffset> there = [];
        foreach ((EventKey key, TableEntity row) in await events.ReadAsync(earlier, Columns, cancellationToken))
            there[key] = OccurredAt(row);
        return [.. outcomes.Select((outcome, i) => Moved(outcome, settled?[i] ?? [], there))];
    }

    /// <summary>Gives the events of a delivery that were found to be repeats their first day's key again.</summary>
    /// <param name="settled">The keys that it has.</param>
    public static DeliveryOutcome Keep(DeliveryOutcome outcome, IReadOnlyList<EventKey> settled) =>
        Moved(outcome, settled, []);

    /// <summary>Joins events that were stored just now with their repeats, before and after them.</summary>
    /// <param name="outcomes">What deliveries were mapped to, the oldest first.</param>
    /// <param name="now">The time; what comes after it need not be looked for.</param>
    /// <returns>
    /// The same, where a repeat has its first day's key; and those that have a repeat that was there before, each with
    /// the delivery which that belongs to.
    /// </returns>
    public async Task<(DeliveryOutcome[] Outcomes, Dictionary<EventKey, string> Later)> JoinAsync(
        IReadOnlyList<DeliveryOutcome> outcomes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DeliveryOutcome[] found = await FindAsync(outcomes, null, cancellationToken);
        Dictionary<EventKey, DateTimeOffset> repeats = [];
        List<EngagementEvent> firsts = [];
        foreach ((EngagementEvent stored, EngagementEvent joined) in outcomes.SelectMany(outcome => outcome.Events)
            .Zip(found.SelectMany(outcome => outcome.Events)))
        {
            if (stored.EventId != joined.EventId)
            {
                repeats[EventKey.Of(stored)] = joined.OccurredAt;
                firsts.Add(joined);
            }
        }

        Dictionary<EventKey, EngagementEvent> candidates = [];
        foreach (EngagementEvent e in found.SelectMany(outcome => outcome.Events))
        {
            if (e.OccurredAt.UtcDateTime.Date + Day <= now.UtcDateTime + Ahead && KeyOn(e, Day) is { } next
                && !repeats.ContainsKey(next))
                candidates[next] = e;
        }

        Dictionary<EventKey, string> later = [];
        Dictionary<EventKey, TableEntity> rows = candidates.Count == 0
            ? []
            : await events.ReadAsync(candidates.Keys, null, cancellationToken);
        foreach ((EventKey key, TableEntity row) in rows)
        {
            EngagementEvent first = candidates[key];
            if (!IsRepeat(OccurredAt(row), first.OccurredAt) || EventRow.Read(row) is not { } repeat)
                continue;
            repeats[key] = first.OccurredAt;
            later[EventKey.Of(first)] = repeat.DeliveryId;
            firsts.Add(first with
            {
                DeliveryId = repeat.DeliveryId,
                DeliveryIndex = repeat.DeliveryIndex,
                ReceivedAt = repeat.ReceivedAt,
                Data = repeat.Data,
            });
        }

        if (repeats.Count > 0)
        {
            await events.StoreAsync(firsts, cancellationToken);
            await RemoveAsync(repeats, cancellationToken);
        }

        return (found, later);
    }

    // The first day's key, where the event is a repeat of it, or was found to be one before.
    private static DeliveryOutcome Moved(
        DeliveryOutcome outcome, IReadOnlyList<EventKey> settled, Dictionary<EventKey, DateTimeOffset> there)
    {
        if (outcome.IsLarge)
            return outcome;
        List<EngagementEvent> moved = new(outcome.Events.Count);
        bool isAnyMoved = false;
        foreach (EngagementEvent e in outcome.Events)
        {
            EventKey? before = KeyOn(e, -Day);
            bool isThere = there.TryGetValue(before ?? default, out DateTimeOffset first);
            bool isSettled = before is { } key && settled.Contains(key);
            if (before is not null && ((isThere && IsRepeat(e.OccurredAt, first)) || isSettled))
            {
                DateTime midnight = e.OccurredAt.UtcDateTime.Date;
                DateTimeOffset at = isThere ? first : new DateTimeOffset(midnight, TimeSpan.Zero).AddMilliseconds(-1);
                moved.Add(e.MovedTo(at)!);
                isAnyMoved = true;
                continue;
            }

            // Of the same delivery or page: not stored yet, perhaps.
            if (before is not null && there.GetValueOrDefault(EventKey.Of(e)) < e.OccurredAt)
                there[EventKey.Of(e)] = e.OccurredAt;
            moved.Add(e);
        }

        return isAnyMoved ? outcome.With(moved) : outcome;
    }

    // What is later than the window is an event of its own, and stays.
    private async Task RemoveAsync(
        Dictionary<EventKey, DateTimeOffset> repeats, CancellationToken cancellationToken)
    {
        await Conflicts.RetryAsync(async _ =>
        {
            Dictionary<EventKey, TableEntity> rows = await events.ReadAsync(repeats.Keys, Columns, cancellationToken);
            await events.RemoveAsync(
                [.. rows.Where(row => IsRepeat(OccurredAt(row.Value), repeats[row.Key])).Select(row => row.Value)],
                cancellationToken);
            return true;
        });
        await events.MarkAsync(repeats.Keys, cancellationToken);
    }

    private static bool IsRepeat(DateTimeOffset at, DateTimeOffset first) => at - first <= Window;

    private static DateTimeOffset OccurredAt(TableEntity row) =>
        new RowReader(row).Time(nameof(EngagementEvent.OccurredAt));

    // Null for an event with a time of its own.
    private static EventKey? KeyOn(EngagementEvent e, TimeSpan distance) =>
        e.MovedTo(e.OccurredAt + distance) is { } moved ? EventKey.Of(moved) : null;
}
