using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Revision;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Processes deliveries that are large or have many events, one by one and two at a time in the whole process: each may
/// be of any size.
/// </summary>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="writer">Stores those whose events can be held at once.</param>
/// <param name="revision">Processes what is stored already.</param>
/// <param name="guard">Told what was written.</param>
/// <param name="queue">Where a delivery waits for its next run.</param>
/// <param name="drift">Told what was new to the mapper.</param>
/// <param name="logger">Told ids, never content.</param>
public sealed partial class LargeDeliveries(
    DeliveryStore deliveries,
    DeliveryWriter writer,
    DeliveryRevision revision,
    ErasureGuard guard,
    DeliveryQueue queue,
    DriftLog drift,
    ILogger<LargeDeliveries> logger)
{
    private const int AtOnce = 2;

    // Of the whole process: the host runs two dozen messages at once, and a large delivery takes several times its
    // size.
    private static readonly SemaphoreSlim Room = new(AtOnce);

    /// <summary>Processes one of many events; where they are too many to be held at once, it is kept first.</summary>
    /// <param name="outcome">What it was mapped to.</param>
    /// <param name="cancellationToken">Gives up; its message comes again.</param>
    /// <returns>The same without the events; null where it goes on in a message of its own.</returns>
    public async Task<DeliveryOutcome?> ProcessAsync(DeliveryOutcome outcome, CancellationToken cancellationToken)
    {
        Delivery delivery = outcome.Delivery;
        if (outcome.IsLarge)
        {
            await deliveries.ParkAsync(delivery, cancellationToken);
            return await ProcessAsync(QueuedDelivery.Stored(delivery.Vendor, delivery.Id), cancellationToken);
        }

        await Room.WaitAsync(cancellationToken);
        try
        {
            return (await writer.StoreAsync([outcome], cancellationToken))[0] with { Events = [] };
        }
        finally
        {
            Room.Release();
        }
    }

    /// <summary>Processes one that is stored already.</summary>
    /// <param name="entry">Names it.</param>
    /// <param name="cancellationToken">Gives up; its message comes again.</param>
    /// <returns>
    /// What it was mapped to, without the events; null where nothing was to be done, or it goes on in a message of its
    /// own.
    /// </returns>
    public async Task<DeliveryOutcome?> ProcessAsync(QueuedDelivery entry, CancellationToken cancellationToken)
    {
        await Room.WaitAsync(cancellationToken);
        try
        {
            return await ProcessStoredAsync(entry, cancellationToken);
        }
        finally
        {
            Room.Release();
        }
    }

    private async Task<DeliveryOutcome?> ProcessStoredAsync(QueuedDelivery entry, CancellationToken cancellationToken)
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
        return outcome with { Events = [], NewEventKeys = [.. added.Select(change => change.Key)] };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Delivery {DeliveryId} has more events than one run stores: it goes on")]
        public static partial void GoesOn(ILogger logger, string deliveryId);

        [LoggerMessage(LogLevel.Warning, "Delivery {DeliveryId} is not stored any more")]
        public static partial void Gone(ILogger logger, string deliveryId);
    }
}
