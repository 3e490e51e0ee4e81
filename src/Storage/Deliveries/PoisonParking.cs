using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Takes in what the queue gave up on: every delivery of such a message becomes a rejected one, which can be replayed,
/// unless it was processed after all.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="time">The clock.</param>
public sealed class PoisonParking(WebhookTables tables, DeliveryStore deliveries, TimeProvider time)
{
    private static readonly Rejection GivenUp = new(
        RejectionReasons.ProcessingFailed, "Storing its events failed until the queue gave up. Replay it when the cause is gone.");

    /// <summary>Parks the deliveries of a message.</summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="cancellationToken">Gives up; the message comes again.</param>
    /// <returns>How many were parked.</returns>
    public Task<int> ParkAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        tables.WithTablesAsync(() => ParkAsync(UnreadableMessage.UnpackOrWrap(message, time), cancellationToken), cancellationToken);

    private async Task<int> ParkAsync(IReadOnlyList<QueuedDelivery> entries, CancellationToken cancellationToken)
    {
        int parked = 0;
        foreach (QueuedDelivery entry in entries)
        {
            StoredDelivery? stored = await deliveries.FindAsync(entry.Vendor, entry.Id, cancellationToken);
            if (stored is { Status: not DeliveryStatuses.Received } || (stored?.Delivery ?? entry.Delivery) is not { } delivery)
                continue;

            DeliveryOutcome outcome = new(delivery, [], GivenUp);
            await deliveries.StoreAsync([outcome], time.GetUtcNow(), cancellationToken);
            await deliveries.SettleAsync(outcome, cancellationToken);
            parked++;
        }

        return parked;
    }
}
