using Azure.Data.Tables;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Revision;

/// <summary>
/// Finds out what is to be done so that stored deliveries, and their events, are what today's mapper makes of them.
/// </summary>
/// <param name="mapper">Maps deliveries.</param>
/// <param name="purges">How far old days are purged: those events are not written again.</param>
public sealed class RevisionPlanner(
    WebhookTables tables,
    DeliveryMapper mapper,
    DeliveryStore deliveries,
    EventStore events,
    PurgeMarks purges,
    TimeProvider time)
{
    private readonly MidnightRepeats _repeats = new(events);

    /// <summary>Plans.</summary>
    /// <param name="stored">What is stored; erased deliveries are left alone.</param>
    /// <param name="attempt">
    /// The id of the replay, which counts as one attempt however often it is cut off; null where nobody asked for one.
    /// </param>
    /// <returns>The plan; where large deliveries are among others, one in parts.</returns>
    public async Task<RevisionPlan> PlanAsync(
        IReadOnlyList<StoredDelivery> stored, string? attempt, CancellationToken cancellationToken)
    {
        List<RevisionPlan> parts = [];
        List<DeliveryOutcome> outcomes = [];
        List<StoredDelivery> together = [];
        foreach (StoredDelivery delivery in stored
            .Where(s => s.Status != DeliveryStatuses.Erased)
            .OrderByDescending(s => s.Delivery.Id, StringComparer.Ordinal))
        {
            DeliveryOutcome outcome = mapper.Map(delivery.Delivery);
            if (outcome.IsLarge || delivery.Many.Spans.Count > 0)
            {
                await FlushAsync();
                Add(await PlanLargeAsync(delivery, outcome, attempt, cancellationToken));
                continue;
            }

            together.Add(delivery);
            outcomes.Add(outcome);
        }

        await FlushAsync();
        return parts is [{ } only] ? only : RevisionPlan.InParts(parts);

        async Task FlushAsync()
        {
            together.Reverse();
            outcomes.Reverse();
            if (together.Count > 0)
                Add(await PlanTogetherAsync(together, outcomes, attempt, cancellationToken));
            (together, outcomes) = ([], []);
        }

        // Among others a large body, inflated, is not held on to: what is done is planned anew.
        void Add(RevisionPlan part)
        {
            if (parts.Count == 1)
                parts[0] = parts[0].Released();
            parts.Add(parts.Count == 0 ? part : part.Released());
        }
    }

    private async Task<RevisionPlan> PlanTogetherAsync(
        List<StoredDelivery> known,
        List<DeliveryOutcome> mapped,
        string? attempt,
        CancellationToken cancellationToken)
    {
        DeliveryOutcome[] outcomes = await _repeats.FindAsync(
            mapped, [.. known.Select(s => s.EventKeys)], cancellationToken);
        Dictionary<string, PurgedDays> purged = [];
        foreach (string vendor in known.Select(s => s.Delivery.Vendor).Distinct())
            purged[vendor] = await purges.ReadAsync(vendor, cancellationToken);

        bool IsKept(EventKey key) =>
            !(purged.TryGetValue(key.Day.Vendor, out PurgedDays days) && days.Events.Contains(key.Day.Day));

        Dictionary<EventKey, TableEntity> wanted = [];
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        foreach (TableEntity row in outcomes.SelectMany(outcome => outcome.Events)
            .Select(e => EventRow.From(e, parts)))
        {
            EventKey key = EventKey.Of(row);
            if (!wanted.TryGetValue(key, out TableEntity? other) || EventRow.Order(row, other) >= 0)
                wanted[key] = row;
        }

        foreach (EventKey key in wanted.Keys.Where(key => !IsKept(key)).ToList())
            wanted.Remove(key);
        EventKey[] dropped =
            [.. known.SelectMany(s => s.EventKeys).Where(key => !wanted.ContainsKey(key) && IsKept(key)).Distinct()];
        Dictionary<EventKey, TableEntity> existing = await events.ReadAsync(
            wanted.Keys.Concat(dropped), null, cancellationToken);

        HashSet<string> ids = [.. known.Select(s => s.Delivery.Id)];
        Dictionary<EventKey, RevisionPlan.EventChange> changes = [];
        foreach ((EventKey key, TableEntity row) in wanted)
        {
            if (EventChanges.Write(row, existing.GetValueOrDefault(key), ids) is { } change)
                changes[key] = change;
        }

        foreach (EventKey key in dropped)
        {
            if (existing.TryGetValue(key, out TableEntity? row) && EventChanges.Remove(row, ids) is { } change)
                changes[key] = change;
        }

        List<RevisionPlan.Item> items = [];
        for (int i = 0; i < known.Count; i++)
        {
            (StoredDelivery before, DeliveryOutcome after) = (known[i], outcomes[i]);
            EventKey[] keys = [.. before.EventKeys.Union(after.EventKeys)];
            RevisionPlan.Item item = await ItemAsync(
                before, after, attempt, purged[before.Delivery.Vendor], cancellationToken);
            items.Add(item with
            {
                RowChanges = item.RowChanges
                    || keys.Length != before.EventKeys.Count
                    || keys.Length != after.EventKeys.Count,
                EventsChange = before.IsUnfinished || keys.Any(changes.ContainsKey),
                ToMark = [.. keys.Where(IsKept)],
            });
        }

        return new RevisionPlan { Items = items, Events = [.. changes.Values] };
    }

    private async Task<RevisionPlan> PlanLargeAsync(
        StoredDelivery before, DeliveryOutcome after, string? attempt, CancellationToken cancellationToken)
    {
        PurgedDays purged = await purges.ReadAsync(before.Delivery.Vendor, cancellationToken);
        LargeRevision large = new(
            tables, events, before, after, key => !purged.Events.Contains(key.Day.Day), time);
        large.Measure(cancellationToken);
        if (attempt is not null) // else nobody asks what there is to do
            await large.FindAsync(cancellationToken);
        RevisionPlan.Item item = await ItemAsync(before, after, attempt, purged, cancellationToken);
        item = item with
        {
            RowChanges = item.RowChanges
                || before.Many.Count != large.Events.Count
                || !before.Many.Spans.SequenceEqual(large.Events.Spans),
            EventsChange = attempt is null || before.IsUnfinished || large.Changes.Count > 0,
        };
        return new RevisionPlan { Items = [item], Events = [], Counts = large.Changes, Large = large };
    }

    private async Task<RevisionPlan.Item> ItemAsync(
        StoredDelivery before,
        DeliveryOutcome after,
        string? attempt,
        PurgedDays purged,
        CancellationToken cancellationToken) => new(before, after)
        {
            RowChanges = before.Status != after.Status || before.Error != after.Rejection?.Error,
            Expired = after.Rejection is null
                && purged.Deliveries.Contains(DateOnly.FromDateTime(before.Delivery.ReceivedAt.UtcDateTime)),
            RejectedRow = after.Rejection is null
                ? null
                : await deliveries.RejectedRowAsync(before, after, attempt, time.GetUtcNow(), cancellationToken),
        };
}
