using Webhooks.Ingestion;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Events;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Revision;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Stores what deliveries were mapped to, in the order that makes each step safe to run again: the events, the messages
/// that send them on, the deliveries' own rows.
/// </summary>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="events">Where events are kept.</param>
/// <param name="revision">Joins repeats, and looks again at what is stored already.</param>
/// <param name="outgoing">Where events wait to be sent on.</param>
/// <param name="guard">Told what was written.</param>
/// <param name="drift">Told what was new to the mapper.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryWriter(
    DeliveryStore deliveries,
    EventStore events,
    DeliveryRevision revision,
    OutgoingQueue outgoing,
    ErasureGuard guard,
    DriftLog drift,
    TimeProvider time)
{
    /// <summary>Stores them.</summary>
    /// <param name="outcomes">What deliveries were mapped to; together no more events than are held at once.</param>
    /// <returns>The same, each with the keys that its events have and which of them are new.</returns>
    public async Task<List<DeliveryOutcome>> StoreAsync(
        List<DeliveryOutcome> outcomes, CancellationToken cancellationToken)
    {
        // Events first, the deliveries' rows last: where a row says processed, its events are there, and queued to be
        // sent on.
        IReadOnlyDictionary<EventKey, string?> former = await events.StoreAsync(
            [.. outcomes.SelectMany(outcome => outcome.Events)], cancellationToken);
        (DeliveryOutcome[] joined, IReadOnlySet<EventKey> repeated) =
            await revision.JoinAsync(outcomes, time.GetUtcNow(), cancellationToken);
        await outgoing.PutAsync(await ToSendAsync(joined, former, cancellationToken), cancellationToken);
        IReadOnlyList<DeliveryOutcome> known = await deliveries.AddAsync(joined, time.GetUtcNow(), cancellationToken);
        foreach (DeliveryOutcome again in known)
            await ProcessAgainAsync(again, cancellationToken);
        await guard.EnforceAsync(joined, cancellationToken);

        // Noted where a delivery is stored, so once, however often its message comes.
        foreach (DeliveryOutcome outcome in joined.Except(known))
            drift.Note(outcome.Delivery.Vendor, outcome.Drift, outcome.Delivery.Id);
        return
        [
            .. joined.Select(outcome => outcome with
            {
                NewEventKeys = [.. outcome.EventKeys.Where(key => IsNew(key) && !repeated.Contains(key))],
            }),
        ];

        bool IsNew(EventKey key) => former.TryGetValue(key, out string? owner) && owner is null;
    }

    // What is sent on: all but what came before in another delivery, and was put when that was processed. Of one that
    // was not it may not have been put; nor of one that joined what came the day before, and took it over.
    private async Task<IEnumerable<EngagementEvent>> ToSendAsync(
        DeliveryOutcome[] outcomes, IReadOnlyDictionary<EventKey, string?> former, CancellationToken cancellationToken)
    {
        if (!outgoing.IsUsed)
            return [];

        // In the order of the events, so that the same message makes the same calls each time.
        (EngagementEvent Event, string? Owner)[] all =
        [
            .. outcomes.SelectMany(outcome => outcome.Events)
                .Select(e => (e, former.GetValueOrDefault(EventKey.Of(e)))),
        ];
        HashSet<string> done = [];
        foreach ((string vendor, string id) in all.Where(known => known.Owner is not null)
            .Select(known => (known.Event.Vendor, known.Owner!)).Distinct())
        {
            if (await deliveries.IsDoneAsync(vendor, id, cancellationToken))
                done.Add(id);
        }

        return all.Where(known => known.Owner is not { } owner || !done.Contains(owner)).Select(known => known.Event);
    }

    // A message that came a second time. What became of its delivery since is not undone: its events were written once
    // more, so those that it does not yield any more go again.
    private async Task ProcessAgainAsync(DeliveryOutcome outcome, CancellationToken cancellationToken)
    {
        StoredDelivery? stored = await deliveries.FindAsync(
            outcome.Delivery.Vendor, outcome.Delivery.Id, cancellationToken);
        if (stored is null)
            return;
        if (stored.Status == DeliveryStatuses.Erased)
        {
            await guard.FinishAsync(stored, cancellationToken);
            await events.RemoveAsync([.. outcome.EventKeys.Except(stored.EventKeys)], cancellationToken);
            await deliveries.DeleteRejectedAsync(stored.Delivery, cancellationToken);
        }
        else
            await revision.ReviseAsync([stored], attempt: null, cancellationToken);
    }
}
