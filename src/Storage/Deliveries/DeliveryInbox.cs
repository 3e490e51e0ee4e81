using Azure;
using Azure.Identity;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Queue;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Where a delivery is made durable: in the queue, or, where it is too large for a message, in its table first.
/// </summary>
/// <param name="queue">Takes deliveries, and the names of stored ones.</param>
/// <param name="deliveries">Takes large ones.</param>
public sealed class DeliveryInbox(DeliveryQueue queue, DeliveryStore deliveries, TimeProvider time)
{
    private static readonly TimeSpan MaxTimeToPark = TimeSpan.FromSeconds(20);

    /// <summary>Takes a delivery in. When this ends it is durable.</summary>
    /// <exception cref="NotDurableException">It is not, or nobody knows: the sender may send it again.</exception>
    public async Task AcceptAsync(Delivery delivery)
    {
        try
        {
            if (await queue.TrySendAsync(QueuedDelivery.Whole(delivery)))
                return;
            using CancellationTokenSource patience = new(MaxTimeToPark, time);
            await deliveries.ParkAsync(delivery, patience.Token);
            await queue.TrySendAsync(QueuedDelivery.Stored(delivery.Vendor, delivery.Id));
        }
        catch (Exception e) when (e is QueueUnavailableException or RequestFailedException or AggregateException
            or OperationCanceledException or TimeoutException or AuthenticationFailedException)
        {
            // An AggregateException is what the clients throw where every one of their tries failed in the network.
            throw new NotDurableException(
                "The delivery could not be stored.", e is QueueUnavailableException ? e.InnerException ?? e : e);
        }
    }
}
