using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Maps the deliveries of a message and stores what comes of them. Only storage failures throw, and running twice
/// changes nothing: rows come from the data, and are replaced.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="events">Where events are kept.</param>
/// <param name="drift">Told what is new at a vendor.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told counts and ids, never content.</param>
public sealed partial class DeliveryProcessor(
    WebhookTables tables,
    VendorRegistry vendors,
    DeliveryStore deliveries,
    EventStore events,
    DriftLog drift,
    TimeProvider time,
    ILogger<DeliveryProcessor> logger)
{
    /// <summary>Processes a message. One that is not of this service becomes a rejected delivery of the vendor <c>unknown</c>.</summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="cancellationToken">Gives up; the message comes again.</param>
    /// <returns>What its deliveries were mapped to.</returns>
    public Task<IReadOnlyList<DeliveryOutcome>> ProcessAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        IReadOnlyList<QueuedDelivery> entries = UnreadableMessage.UnpackOrWrap(message, time);
        return tables.WithTablesAsync(() => ProcessAsync(entries, cancellationToken), cancellationToken);
    }

    private async Task<IReadOnlyList<DeliveryOutcome>> ProcessAsync(
        IReadOnlyList<QueuedDelivery> entries, CancellationToken cancellationToken)
    {
        List<DeliveryOutcome> outcomes = new(entries.Count);
        foreach (QueuedDelivery entry in entries)
        {
            if (entry.Delivery is { } delivery)
                outcomes.Add(Map(delivery));
        }

        // Events first, the deliveries' rows last: where a row says processed, its events are there.
        await events.StoreAsync([.. outcomes.SelectMany(outcome => outcome.Events)], cancellationToken);
        await deliveries.StoreAsync(outcomes, time.GetUtcNow(), cancellationToken);
        foreach (QueuedDelivery entry in entries)
        {
            if (entry.Delivery is null && await ProcessStoredAsync(entry, cancellationToken) is { } outcome)
                outcomes.Add(outcome);
        }

        await drift.WriteDueAsync(cancellationToken);
        SayRejected(outcomes);
        return outcomes;
    }

    // One line per vendor and reason: the alert deliveries-rejected in infra/alerts.bicep reads it.
    private void SayRejected(List<DeliveryOutcome> outcomes)
    {
        var rejected = outcomes.Where(outcome => outcome.Rejection is not null)
            .GroupBy(outcome => (outcome.Delivery.Vendor, outcome.Rejection!.Reason));
        foreach (var group in rejected)
            Log.Rejected(logger, group.Count(), group.Key.Vendor, group.Key.Reason);
    }

    // A delivery that is stored already: a large one, or a replay. One at a time, since each may be of any size.
    private async Task<DeliveryOutcome?> ProcessStoredAsync(QueuedDelivery entry, CancellationToken cancellationToken)
    {
        StoredDelivery? stored = await deliveries.FindAsync(entry.Vendor, entry.Id, cancellationToken);
        if (stored is null)
        {
            Log.Gone(logger, entry.Id);
            return null;
        }

        DeliveryOutcome outcome = Map(stored.Delivery);
        if (outcome.Rejection is not null)
            outcome = outcome with { Attempt = 1 + await deliveries.AttemptsAsync(entry.Vendor, entry.Id, cancellationToken) };

        // The row names the events that are to go, so it is replaced only when they are gone.
        await events.StoreAsync(outcome.Events, cancellationToken);
        await events.RemoveAsync([.. stored.EventKeys.Except(outcome.EventKeys)], cancellationToken);
        await deliveries.StoreAsync([outcome], time.GetUtcNow(), cancellationToken);
        await deliveries.SettleAsync(outcome, cancellationToken);
        return outcome;
    }

    private DeliveryOutcome Map(Delivery delivery)
    {
        if (delivery.Vendor == UnreadableMessage.Vendor)
            return new DeliveryOutcome(delivery, [], UnreadableMessage.Rejection);
        if (!vendors.TryGet(delivery.Vendor, out IVendor? vendor))
        {
            return new DeliveryOutcome(
                delivery, [], new Rejection(RejectionReasons.UnknownVendor, "No vendor of that name is registered."));
        }

        try
        {
            MapResult result = vendor.Map(delivery);
            drift.Note(delivery.Vendor, result.Drift, delivery.Id);
            return new DeliveryOutcome(delivery, result.Events, result.Rejection);
        }
        catch (Exception e)
        {
            Log.MapperFailed(logger, delivery.Id, e);
            return new DeliveryOutcome(
                delivery, [], new Rejection(RejectionReasons.MapperFailed, $"The mapper failed with {e.GetType().Name}: a defect of this service."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Rejected {Count} deliveries of {Vendor}: {Reason}")]
        public static partial void Rejected(ILogger logger, int count, string vendor, string reason);

        [LoggerMessage(LogLevel.Error, "The mapper failed for delivery {DeliveryId}")]
        public static partial void MapperFailed(ILogger logger, string deliveryId, Exception exception);

        [LoggerMessage(LogLevel.Warning, "Delivery {DeliveryId} is not stored any more")]
        public static partial void Gone(ILogger logger, string deliveryId);
    }
}
