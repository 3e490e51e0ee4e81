using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Events;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Revision;

/// <summary>
/// Brings stored deliveries, and their events, to what today's mapper makes of them: large ones for the first time, and
/// any of them in a replay. A plan is made from what is stored and carried out on the condition that it still is; one
/// that was cut off, or overtaken, is made anew.
/// </summary>
/// <remarks>
/// An event that several deliveries hold, since the vendor sent it twice, belongs to the latest of them that yields it.
/// So only its owner's plan removes it, and a replay that goes from the newest to the oldest converges in one run.
/// </remarks>
/// <param name="planner">Plans.</param>
/// <param name="outgoing">Where events wait to be sent on.</param>
/// <param name="guard">Told what was written.</param>
public sealed class DeliveryRevision(
    WebhookTables tables,
    RevisionPlanner planner,
    DeliveryStore deliveries,
    EventStore events,
    OutgoingQueue outgoing,
    ErasureGuard guard)
{
    private readonly MidnightRepeats _repeats = new(events);

    /// <summary>Plans and does it, and again where somebody else was faster.</summary>
    /// <param name="attempt">As <see cref="RevisionPlanner.PlanAsync"/> has it.</param>
    /// <returns>What was planned at last.</returns>
    public async Task<RevisionPlan> ReviseAsync(
        IReadOnlyList<StoredDelivery> stored, string? attempt, CancellationToken cancellationToken) =>
        await ApplyAsync(await planner.PlanAsync(stored, attempt, cancellationToken), attempt, cancellationToken);

    /// <summary>Does what was planned; where somebody else was faster, plans again and does that.</summary>
    /// <param name="attempt">As it was planned with.</param>
    /// <param name="sendsAgain">
    /// Whether all of their events are sent on, as they are then; else those that are new.
    /// </param>
    /// <returns>What was done at last.</returns>
    public async Task<RevisionPlan> ApplyAsync(
        RevisionPlan plan, string? attempt, CancellationToken cancellationToken, bool sendsAgain = false)
    {
        RevisionPlan first = plan;
        await Conflicts.RetryAsync(async failure =>
        {
            bool overtaken = failure is not null;
            if (overtaken)
                plan = await PlanAgainAsync(plan, attempt, cancellationToken);
            if (plan.Parts.Count > 0)
                await ApplyPartsAsync(plan, attempt, sendsAgain, cancellationToken);
            else
                await ApplyOnceAsync(plan, overtaken, sendsAgain, cancellationToken);
            return plan;
        });

        HashSet<EventKey> added =
            [.. plan.Events.Where(change => change.Kind == RevisionPlan.Added).Select(change => change.Key)];
        DeliveryOutcome[] outcomes =
            [.. plan.Items.Select(item => item.Outcome).Where(outcome => outcome.EventKeys.Any(added.Contains))];
        (DeliveryOutcome[] joined, _) = await JoinAsync(
            outcomes, DateTimeOffset.MaxValue - TimeSpan.FromDays(1), cancellationToken);

        // Put by the keys that they had, which are gone.
        HashSet<EventKey> put = [.. outcomes.SelectMany(outcome => outcome.EventKeys)];
        await outgoing.PutAsync(
            joined.SelectMany(outcome => outcome.Events).Where(e => !put.Contains(EventKey.Of(e))), cancellationToken);

        // Of the first plan, too: what was erased meanwhile is not in the last one, and may have been half written.
        await EnforceAsync([first, plan], cancellationToken);
        return plan;
    }

    /// <summary>
    /// Joins events that were stored just now with their repeats across midnight, and tells the deliveries of those
    /// that came after them; see <see cref="MidnightRepeats"/>.
    /// </summary>
    /// <param name="stored">What deliveries were mapped to, the oldest first.</param>
    /// <returns>
    /// The same, where a repeat has its first day's key; the keys whose repeat was there before them.
    /// </returns>
    internal async Task<(DeliveryOutcome[] Outcomes, IReadOnlySet<EventKey> Repeated)> JoinAsync(
        IReadOnlyList<DeliveryOutcome> stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (DeliveryOutcome[] outcomes, Dictionary<EventKey, string> later) =
            await _repeats.JoinAsync(stored, now, cancellationToken);
        foreach ((string vendor, string id) in later.Select(row => (row.Key.Day.Vendor, row.Value)).Distinct())
        {
            if (await deliveries.FindAsync(vendor, id, cancellationToken) is { } repeat)
                await ReviseAsync([repeat], attempt: null, cancellationToken);
        }

        return (outcomes, later.Keys.ToHashSet());
    }

    // Each finds what the newer ones left.
    private async Task ApplyPartsAsync(
        RevisionPlan plan, string? attempt, bool sendsAgain, CancellationToken cancellationToken)
    {
        foreach (RevisionPlan part in plan.Parts)
        {
            RevisionPlan again = await PlanAgainAsync(part, attempt, cancellationToken);
            await ApplyAsync(again, attempt, cancellationToken, sendsAgain);
        }
    }

    private Task EnforceAsync(RevisionPlan[] plans, CancellationToken cancellationToken)
    {
        IEnumerable<DeliveryOutcome> outcomes = plans.Where(plan => plan.Parts.Count == 0)
            .SelectMany(plan => plan.Items).Select(item => item.Outcome);
        return guard.EnforceAsync([.. outcomes.DistinctBy(outcome => outcome.Delivery.Id)], cancellationToken);
    }

    // What a run that has to end has written is enforced, too: an erasure may have come meanwhile.
    private async Task ReviseLargeAsync(RevisionPlan plan, bool sendsAll, CancellationToken cancellationToken)
    {
        try
        {
            await plan.Large!.ReviseAsync(outgoing, sendsAll, cancellationToken);
        }
        catch (OutOfTimeException)
        {
            await EnforceAsync([plan], cancellationToken);
            throw;
        }
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

        return await planner.PlanAsync(stored, attempt, cancellationToken);
    }

    private static bool IsFirst(RevisionPlan.Item item) =>
        item.Stored.Status == DeliveryStatuses.Received || item.Stored.IsUnfinished;

    // What was written and what is new; of a delivery that was cut off, whatever it may have put before.
    private async Task SendAsync(RevisionPlan plan, bool sendsAgain, CancellationToken cancellationToken)
    {
        if (!outgoing.IsUsed)
            return;
        HashSet<EventKey> added =
            [.. plan.Events.Where(change => change.Kind == RevisionPlan.Added).Select(change => change.Key)];
        await outgoing.PutAsync(
            plan.Items.SelectMany(item => item.Outcome.Events
                .Where(e => sendsAgain || IsFirst(item) || added.Contains(EventKey.Of(e)))),
            cancellationToken);
    }

    // Each step may be the last before a crash. The rows say first what is about to happen, so that whoever comes
    // next, with whatever mapper, knows every event that may have been written and every hour to count again.
    private async Task ApplyOnceAsync(
        RevisionPlan plan, bool overtaken, bool sendsAgain, CancellationToken cancellationToken)
    {
        Dictionary<RevisionPlan.Item, StoredDelivery> begun = [];
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        List<TableTransactionAction> rows =
        [
            .. plan.Items
                .Where(item => item is { Expired: false } and ({ RowChanges: true } or { EventsChange: true }))
                .SelectMany(item => DeliveryStore.Contacts([item.Outcome], key, parts)),
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
        await events.ForgetParkedAsync(
            [.. plan.Events.Where(change => change.Kind == RevisionPlan.Removed).Select(change => change.Key)],
            cancellationToken);
        if (plan.Large is null)
            await SendAsync(plan, sendsAgain, cancellationToken);
        else if (begun.Count > 0 || sendsAgain)
            await ReviseLargeAsync(plan, sendsAgain || plan.Items.Any(IsFirst), cancellationToken);
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
            await deliveries.DeleteExpiredAsync(item.Stored.Delivery, cancellationToken);
        await deliveries.SettleAsync(plan.Items.Select(item => item.Stored), cancellationToken);
    }
}
