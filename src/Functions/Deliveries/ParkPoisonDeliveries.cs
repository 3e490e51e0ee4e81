using Microsoft.Azure.Functions.Worker;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;

namespace Webhooks.Functions.Deliveries;

/// <summary>Keeps what the queue gave up on as rejected deliveries.</summary>
/// <param name="parking">Does it.</param>
public sealed class ParkPoisonDeliveries(PoisonParking parking)
{
    /// <summary>Parks the deliveries of one message.</summary>
    /// <param name="message">The message's bytes.</param>
    /// <param name="cancellationToken">The host stops; the message comes again.</param>
    /// <returns>When every one is stored.</returns>
    [Function(nameof(ParkPoisonDeliveries))]
    public Task RunAsync(
        [QueueTrigger(StorageNames.PoisonQueue, Connection = StorageConnection.Setting)] byte[] message,
        CancellationToken cancellationToken) =>
        parking.ParkAsync(message, cancellationToken);
}
