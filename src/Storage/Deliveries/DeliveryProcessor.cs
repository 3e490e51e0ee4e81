using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Revision;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Maps the deliveries of a message and stores what comes of them. Only storage failures throw, and running twice
/// changes nothing: rows come from the data, and are replaced.
/// </summary>
/// <param name="mapper">Maps deliveries.</param>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="events">Where events are kept.</param>
/// <param name="revision">Processes what is stored already.</param>
/// <param name="guard">Told what was written.</param>
/// <param name="queue">Where a delivery waits for its next run.</param>
/// <param name="outgoing">Where events wait to be sent on.</param>
/// <param name="jobs">Where steps of replays and erasures go that a former version queued here.</param>
/// <param name="drift">Written down now and then.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told counts and ids, never content.</param>
public sealed partial class DeliveryProcessor(
    DeliveryMapper mapper,
    DeliveryStore deliveries,
    EventStore events,
    DeliveryRevision revision,
    ErasureGuard guard,
    DeliveryQueue queue,
    OutgoingQueue outgoing,
    JobQueue jobs,
    DriftLog drift,
    TimeProvider time,
    ILogger<DeliveryProcessor> logger)
{
    private const int LargeAtOnce = 2;

    // Of the whole process: the host runs two dozen messages at once, and a large delivery takes several times its
    // size.
    private static readonly SemaphoreSlim RoomForLarge = new(LargeAtOnce);

    /// <summary>Processes a message of which is not known when it was queued; see the other.</summary>
    public Task<IReadOnlyList<DeliveryOutcome>> ProcessAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        ProcessAsync(message, time.GetUtcNow(), cancellationToken);

    /// <summary>
    /// Processes a message. One that is not of this service becomes a rejected delivery of the vendor <c>unknown</c>.
    /// </summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="queuedAt">When it was queued: the same each time it comes.</param>
    /// <param name="cancellationToken">Gives up; the message comes again.</param>
    /// <returns>What its deliveries were mapped to; where that is very much, without the events.</returns>
    public async Task<IReadOnlyList<DeliveryOutcome>> ProcessAsync(
        ReadOnlyMemory<byte> message, DateTimeOffset queuedAt, CancellationToken cancellationToken)
    {
        IReadOnlyList<QueuedDelivery> entries = mapper.Open(message, queuedAt);
        List<DeliveryOutcome> outcomes = await ProcessWholeAsync(
            entries.Select(entry => entry.Delivery).OfType<Delivery>(), cancellationToken);
        foreach (QueuedDelivery entry in entries)
        {
            if (entry.IsJobStep)
                await jobs.SendAsync(entry.Vendor, entry.Id, cancellationToken);
            else if (entry.Delivery is null && await ProcessStoredAsync(entry, cancellationToken) is { } outcome)
                outcomes.Add(outcome);
        }

        await drift.WriteDueAsync(cancellationToken);
        SayRejected(outcomes);
        return outcomes;
    }

    private async Task<List<DeliveryOutcome>> ProcessWholeAsync(
        IEnumerable<Delivery> received, CancellationToken cancellationToken)
    {
        List<DeliveryOutcome> done = [];
        List<DeliveryOutcome> together = [];
        int count = 0;
        foreach (Delivery delivery in received)
        {
            DeliveryOutcome outcome = mapper.Map(delivery);
            if (outcome.Events.Count > MapResult.SliceLength)
            {
                if (await ProcessManyAsync(outcome, cancellationToken) is { } many)
                    done.Add(many);
                continue;
            }

            if (count + outcome.Events.Count > MapResult.SliceLength)
            {
                done.AddRange((await StoreAsync(together, cancellationToken)).Select(WithoutEvents));
                (together, count) = ([], 0);
            }

            together.Add(outcome);
            count += outcome.Events.Count;
        }

        done.AddRange(await StoreAsync(together, cancellationToken));
        return done;
    }

    private static DeliveryOutcome WithoutEvents(DeliveryOutcome outcome) => outcome with { Events = [] };

    // One at a time, as a large body is; and where they are too many to be held at once, kept first as one is.
    private async Task<DeliveryOutcome?> ProcessManyAsync(
        DeliveryOutcome outcome, CancellationToken cancellationToken)
    {
        Delivery delivery = outcome.Delivery;
        if (outcome.IsLarge)
        {
            await deliveries.ParkAsync(delivery, cancellationToken);
            return await ProcessStoredAsync(QueuedDelivery.Stored(delivery.Vendor, delivery.Id), cancellationToken);
        }

        await RoomForLarge.WaitAsync(cancellationToken);
        try
        {
            return WithoutEvents((await StoreAsync([outcome], cancellationToken))[0]);
        }
        finally
        {
            RoomForLarge.Release();
        }
    }

    private async Task<List<DeliveryOutcome>> StoreAsync(
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

    // One line per vendor and reason.
    private void SayRejected(List<DeliveryOutcome> outcomes)
    {
        var rejected = outcomes.Where(outcome => outcome.Rejection is not null)
            .GroupBy(outcome => (outcome.Delivery.Vendor, outcome.Rejection!.Reason));
        foreach (var group in rejected)
            Log.Rejected(logger, group.Count(), group.Key.Vendor, group.Key.Reason);
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

    private async Task<DeliveryOutcome?> ProcessStoredAsync(QueuedDelivery entry, CancellationToken cancellationToken)
    {
        await RoomForLarge.WaitAsync(cancellationToken);
        try
        {
            return await ProcessLargeAsync(entry, cancellationToken);
        }
        finally
        {
            RoomForLarge.Release();
        }
    }

    // A delivery that is stored already, since it is large: one at a time, since each may be of any size.
    private async Task<DeliveryOutcome?> ProcessLargeAsync(QueuedDelivery entry, CancellationToken cancellationToken)
    {
        StoredDelivery? stored = await deliveries.FindAsync(entry.Vendor, entry.Id, cancellationToken);
        if (stored is null)
        {
            Log.Gone(logger, entry.Id);
            return null;
        }

        if (stored.Status != DeliveryStatuses.Received)
        {
            // Its message came again, or was queued again by the timer.
            await guard.FinishAsync(stored, cancellationToken);
            await deliveries.SettleAsync([stored.Delivery], cancellationToken);
            return null;
        }

        RevisionPlan plan;
        try
        {
            plan = await revision.ReviseAsync([stored], attempt: null, cancellationToken);
        }
        catch (OutOfTimeException)
        {
            Log.GoesOn(logger, entry.Id);
            await queue.TrySendAsync(entry);
            return null;
        }

        if (plan.Items is not [{ Outcome: var outcome }])
            return null;
        drift.Note(outcome.Delivery.Vendor, outcome.Drift, outcome.Delivery.Id);
        IEnumerable<RevisionPlan.EventChange> added = plan.Events.Where(change => change.Kind == RevisionPlan.Added);
        return WithoutEvents(outcome) with { NewEventKeys = [.. added.Select(change => change.Key)] };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Rejected {Count} deliveries of {Vendor}: {Reason}")]
        public static partial void Rejected(ILogger logger, int count, string vendor, string reason);

        [LoggerMessage(LogLevel.Information, "Delivery {DeliveryId} has more events than one run stores: it goes on")]
        public static partial void GoesOn(ILogger logger, string deliveryId);

        [LoggerMessage(LogLevel.Warning, "Delivery {DeliveryId} is not stored any more")]
        public static partial void Gone(ILogger logger, string deliveryId);
    }
}
