using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Takes in what the queue gave up on: every delivery of such a message becomes a rejected one, which can be replayed,
/// unless it was processed after all. Steps of jobs need nothing: the timer queues them again.
/// </summary>
/// <param name="mapper">Knows the vendors.</param>
/// <param name="guard">Told what was written.</param>
public sealed class PoisonParking(
    WebhookTables tables, DeliveryMapper mapper, DeliveryStore deliveries, ErasureGuard guard, TimeProvider time)
{
    private static readonly Rejection GivenUp = new(
        RejectionReasons.ProcessingFailed,
        "Storing its events failed until the queue gave up. Replay it when the cause is gone.");

    /// <summary>Parks the deliveries of a message.</summary>
    /// <param name="cancellationToken">Gives up; the message comes again.</param>
    /// <returns>How many were parked.</returns>
    public async Task<int> ParkAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        int parked = 0;
        foreach (QueuedDelivery entry in mapper.Open(message, time.GetUtcNow()))
        {
            if (!entry.IsJobStep && await ParkAsync(entry, cancellationToken))
                parked++;
        }

        return parked;
    }

    // The message's original may still be processed while this runs, so nothing that has an outcome is overwritten.
    private Task<bool> ParkAsync(QueuedDelivery entry, CancellationToken cancellationToken) =>
        Conflicts.RetryAsync(async _ =>
    {
        StoredDelivery? stored = await deliveries.FindAsync(entry.Vendor, entry.Id, cancellationToken);
        if ((stored?.Delivery ?? entry.Delivery) is not { } delivery)
            return false;
        // Parked before, perhaps only by half.
        bool isParked = stored is { Status: DeliveryStatuses.Rejected } && stored.Error == GivenUp.Error;
        if (!isParked && stored is { Status: not DeliveryStatuses.Received })
            return false;

        DeliveryOutcome outcome = new(delivery, [], GivenUp);
        if (!isParked)
            await WriteAsync(outcome, stored, cancellationToken);
        await FinishAsync(outcome, cancellationToken);
        await guard.EnforceAsync([outcome], cancellationToken);
        return true;
    });

    // Unfinished, since its events may have been written without their hours being marked.
    private async Task WriteAsync(
        DeliveryOutcome outcome, StoredDelivery? stored, CancellationToken cancellationToken)
    {
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        List<TableEntity> rows = stored is null
            ? DeliveryRow.From(outcome.Delivery, DeliveryStatuses.Received, [], error: null, parts)
            : [stored.Row];
        StoredDelivery before = stored
            ?? new StoredDelivery(outcome.Delivery, DeliveryStatuses.Received, [], null) { Row = rows[^1] };
        rows =
        [
            .. rows[..^1],
            .. DeliveryRow.Revised(before, outcome.Status, before.EventKeys, GivenUp.Error, unfinished: true),
        ];
        await TransactionWriter.SubmitAsync(
            tables.Deliveries,
            [.. DeliveryStore.Contacts([outcome], key, parts), .. DeliveryRow.Write(rows, stored?.Row.ETag)],
            cancellationToken);
    }

    private async Task FinishAsync(DeliveryOutcome outcome, CancellationToken cancellationToken)
    {
        if (await deliveries.FindRejectedAsync(outcome.Delivery.Vendor, outcome.Delivery.Id, cancellationToken) is null)
        {
            DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
            TableEntity row = RejectedRow.Of(outcome.Delivery, outcome.Rejection!, time.GetUtcNow(), parts);
            await TransactionWriter.ReplaceAsync(tables.RejectedDeliveries, [row], cancellationToken);
        }

        await deliveries.SettleAsync([outcome.Delivery], cancellationToken);
    }
}
