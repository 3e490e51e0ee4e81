using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Events;
using Webhooks.Storage.Keys;
using Webhooks.Storage.Retention;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Brings stored deliveries, and their events, to what today's mapper makes of them: large ones for the first time, and
/// any of them in a replay. A plan is made from what is stored and carried out on the condition that it still is; one
/// that was cut off, or overtaken, is made anew.
/// </summary>
/// <remarks>
/// An event that several deliveries hold, since the vendor sent it twice, belongs to the latest of them that yields it.
/// So only its owner's plan removes it, and a replay that goes from the newest to the oldest converges in one run.
/// </remarks>
/// <param name="mapper">Maps deliveries.</param>
/// <param name="purges">How far old days are purged: those events are not written again.</param>
/// <param name="guard">Told what was written.</param>
public sealed class DeliveryRevision(
    WebhookTables tables,
    DeliveryMapper mapper,
    DeliveryStore deliveries,
    EventStore events,
    PurgeMarks purges,
    ErasureGuard guard,
    TimeProvider time)
{
    /// <summary>Plans and does it, and again where somebody else was faster.</summary>
    /// <param name="attempt">The id of the replay, or null; see <see cref="PlanAsync"/>.</param>
    /// <returns>What was planned at last.</returns>
    public async Task<RevisionPlan> ReviseAsync(
        IReadOnlyList<StoredDelivery> stored, string? attempt, CancellationToken cancellationToken) =>
        await ApplyAsync(await PlanAsync(stored, attempt, cancellationToken), attempt, cancellationToken);

    /// <summary>Finds out what is to be done.</summary>
    /// <param name="stored">What is stored; erased deliveries are left alone.</param>
    /// <param name="attempt">
    /// The id of the replay, which counts as one attempt however often it is cut off; null where nobody asked for one.
    /// </param>
    public async Task<RevisionPlan> PlanAsync(
        IReadOnlyList<StoredDelivery> stored, string? attempt, CancellationToken cancellationToken)
    {
        StoredDelivery[] known =
        [
            .. stored
                .Where(s => s.Status != DeliveryStatuses.Erased)
                .OrderBy(s => s.Delivery.Id, StringComparer.Ordinal),
        ];
        DeliveryOutcome[] outcomes = new DeliveryOutcome[known.Length];
        List<RevisionPlan> parts = [];
        int end = known.Length;
        for (int i = known.Length - 1; i >= 0; i--)
        {
            DeliveryOutcome outcome = outcomes[i] = mapper.Map(known[i].Delivery);
            if (!IsLarge(known[i], outcome))
                continue;
            if (i + 1 < end)
                parts.Add(await PlanSmallAsync(known[(i + 1)..end], outcomes[(i + 1)..end], attempt, cancellationToken));
            parts.Add(await PlanLargeAsync(known[i], outcome, attempt, cancellationToken));
            // Among others its body, inflated, is not held on to: what is done is planned anew.
            if (known.Length > 1)
                (outcomes[i], parts[^1]) = (null!, parts[^1].WithoutEvents());
            end = i;
        }

        if (end > 0 || parts.Count == 0)
            parts.Add(await PlanSmallAsync(known[..end], outcomes[..end], attempt, cancellationToken));
        return parts is [{ } only]
            ? only
            : new RevisionPlan
            {
                Items = [.. parts.SelectMany(part => part.Items)],
                Events = [.. parts.SelectMany(part => part.Events)],
                Counts = [.. parts.SelectMany(part => part.Counts)],
                Parts = parts,
            };
    }

    private static bool IsLarge(StoredDelivery stored, DeliveryOutcome outcome) =>
        outcome.IsLarge || stored.Many.Spans.Count > 0;

    private async Task<RevisionPlan> PlanLargeAsync(
        StoredDelivery before, DeliveryOutcome after, string? attempt, CancellationToken cancellationToken)
    {
        PurgedDays purged = await purges.ReadAsync(before.Delivery.Vendor, cancellationToken);
        LargeRevision large = new(
            tables, events, before, after, key => !purged.Events.Contains(key.Day.Day), time);
        if (attempt is null)
            large.Read(); // nobody asks what there is to do
        else
            await large.ReviseAsync(isDry: true, cancellationToken);
        bool eventsChange = attempt is null || before.IsUnfinished || large.Changes.Count > 0;
        RevisionPlan.Item item = await ItemAsync(before, after, attempt, purged, cancellationToken);
        item = item with
        {
            RowChanges = before.Status != after.Status
                || before.Error != after.Rejection?.Error
                || before.Many.Count != large.Events.Count
                || !before.Many.Spans.SequenceEqual(large.Events.Spans),
            EventsChange = eventsChange,
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
            Expired = after.Rejection is null
                && purged.Deliveries.Contains(DateOnly.FromDateTime(before.Delivery.ReceivedAt.UtcDateTime)),
            RejectedRow = after.Rejection is null
                ? null
                : await deliveries.RejectedRowAsync(before, after, attempt, time.GetUtcNow(), cancellationToken),
        };

    private async Task<RevisionPlan> PlanSmallAsync(
        StoredDelivery[] known, DeliveryOutcome[] outcomes, string? attempt, CancellationToken cancellationToken)
    {
        Dictionary<string, PurgedDays> purged = [];
        foreach (string vendor in known.Select(s => s.Delivery.Vendor).Distinct())
            purged[vendor] = await purges.ReadAsync(vendor, cancellationToken);

        bool IsKept(EventKey key) =>
            !(purged.TryGetValue(key.Day.Vendor, out PurgedDays days) && days.Events.Contains(key.Day.Day));

        Dictionary<EventKey, TableEntity> wanted = [];
        foreach (TableEntity row in outcomes.SelectMany(outcome => outcome.Events).Select(EventRow.From))
            wanted[new EventKey(row.PartitionKey, row.RowKey)] = row;
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
        for (int i = 0; i < known.Length; i++)
        {
            (StoredDelivery before, DeliveryOutcome after) = (known[i], outcomes[i]);
            EventKey[] keys = [.. before.EventKeys.Union(after.EventKeys)];
            RevisionPlan.Item item = await ItemAsync(
                before, after, attempt, purged[before.Delivery.Vendor], cancellationToken);
            items.Add(item with
            {
                RowChanges = before.Status != after.Status
                    || before.Error != after.Rejection?.Error
                    || keys.Length != before.EventKeys.Count
                    || keys.Length != after.EventKeys.Count,
                EventsChange = before.IsUnfinished || keys.Any(changes.ContainsKey),
                ToMark = [.. keys.Where(IsKept)],
            });
        }

        return new RevisionPlan { Items = items, Events = [.. changes.Values] };
    }

    /// <summary>Does what was planned; where somebody else was faster, plans again and does that.</summary>
    /// <param name="attempt">As it was planned with.</param>
    /// <returns>What was done at last.</returns>
    public async Task<RevisionPlan> ApplyAsync(
        RevisionPlan plan, string? attempt, CancellationToken cancellationToken)
    {
        if (plan.Parts.Count == 0)
            return await ApplyPartAsync(plan, attempt, cancellationToken);
        // Each finds what the newer ones left, so it is planned anew.
        foreach (RevisionPlan part in plan.Parts)
        {
            if (!part.IsEmpty)
                await ApplyPartAsync(
                    await PlanAgainAsync(part, attempt, cancellationToken), attempt, cancellationToken);
        }

        return plan;
    }

    private async Task<RevisionPlan> ApplyPartAsync(
        RevisionPlan plan, string? attempt, CancellationToken cancellationToken)
    {
        RevisionPlan first = plan;
        await Conflicts.RetryAsync(async failure =>
        {
            bool overtaken = failure is not null;
            if (overtaken)
                plan = await PlanAgainAsync(plan, attempt, cancellationToken);
            await ApplyOnceAsync(plan, overtaken, cancellationToken);
            return plan;
        });

        // Of the first plan, too: what was erased meanwhile is not in the last one, and may have been half written.
        await guard.EnforceAsync(
            [.. first.Items.Concat(plan.Items).Select(item => item.Outcome).DistinctBy(outcome => outcome.Delivery.Id)],
            cancellationToken);
        return plan;
    }

    private async Task<RevisionPlan> PlanAgainAsync(
        RevisionPlan plan, string? attempt, CancellationToken cancellationToken)
    {
        List<StoredDelivery> stored = [];
        foreach (Delivery delivery in plan.Items.Select(item => item.Stored.Delivery))
        {
            if (await deliveries.FindAsync(delivery.Vendor, delivery.Id, cancellationToken) is { } found)
                stored.Add(found);
        }

        return await PlanAsync(stored, attempt, cancellationToken);
    }

    // Each step may be the last before a crash. The rows say first what is about to happen, so that whoever comes
    // next, with whatever mapper, knows every event that may have been written and every hour to count again.
    private async Task ApplyOnceAsync(RevisionPlan plan, bool overtaken, CancellationToken cancellationToken)
    {
        Dictionary<RevisionPlan.Item, StoredDelivery> begun = [];
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        List<TableTransactionAction> rows =
        [
            .. plan.Items
                .Where(item => item is { Expired: false } and ({ RowChanges: true } or { EventsChange: true }))
                .SelectMany(item => DeliveryStore.Contacts(item.Outcome, key)),
        ];
        foreach (RevisionPlan.Item item in plan.Items.Where(item => item.EventsChange))
        {
            EventKey[] keys = [.. item.Stored.EventKeys.Union(item.Outcome.EventKeys)];
            List<TableEntity> own = DeliveryRow.Revised(
                item.Stored, item.Stored.Status, keys, item.Stored.Error, unfinished: true, plan.Large?.Both);
            rows.AddRange(DeliveryRow.Write(own, item.Stored.Row.ETag));
            begun[item] = item.Stored with { Row = own[^1] };
        }

        await TransactionWriter.SubmitAsync(tables.Deliveries, rows, cancellationToken);
        await TransactionWriter.SubmitAsync(
            tables.Events, [.. plan.Events.Select(change => change.Action)], cancellationToken);
        if (plan.Large is not null && begun.Count > 0)
            await plan.Large.ReviseAsync(isDry: false, cancellationToken);
        await events.MarkAsync(
            plan.Items.Where(item => item.EventsChange).SelectMany(item => item.ToMark), cancellationToken);

        await TransactionWriter.ReplaceAsync(
            tables.RejectedDeliveries,
            [.. plan.Items.Select(item => item.RejectedRow).OfType<TableEntity>()],
            cancellationToken);
        await TransactionWriter.DeleteAsync(
            tables.RejectedDeliveries,
            [.. plan.Items
                .Where(item => item.Outcome.Rejection is null)
                .Where(item => overtaken || item.Stored.Status == DeliveryStatuses.Rejected)
                .Select(item => new TableEntity(item.Stored.Delivery.Vendor, item.Stored.Delivery.Id))],
            cancellationToken);

        rows = [];
        foreach (RevisionPlan.Item item in plan.Items.Where(
            item => item is { Expired: false } and ({ RowChanges: true } or { EventsChange: true })))
        {
            StoredDelivery stored = begun.GetValueOrDefault(item, item.Stored);
            rows.AddRange(DeliveryRow.Write(
                DeliveryRow.Revised(
                    stored,
                    item.Outcome.Status,
                    item.Outcome.EventKeys,
                    item.Outcome.Rejection?.Error,
                    many: item.Outcome.IsLarge ? plan.Large!.Events : ManyEvents.None),
                stored.Row.ETag));
        }

        await TransactionWriter.SubmitAsync(tables.Deliveries, rows, cancellationToken);
        foreach (RevisionPlan.Item item in plan.Items.Where(item => item.Expired))
            await deliveries.DeleteRowsAsync(DeliveryKey.Of(item.Stored.Delivery), cancellationToken);
        await deliveries.SettleAsync(plan.Items.Select(item => item.Stored), cancellationToken);
    }
}
