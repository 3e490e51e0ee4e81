using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Webhooks.Functions.Telemetry;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;

namespace Webhooks.Functions.Background;

/// <summary>What comes from the queues. A message of one that does not end well comes again.</summary>
public sealed class QueueFunctions(DeliveryProcessor processor, PoisonParking parking, TimeProvider time)
{
    /// <summary>Maps the deliveries of one message to events, and stores them.</summary>
    [Function("ProcessDeliveries")]
    public async Task ProcessAsync(
        [QueueTrigger(StorageNames.DeliveryQueue, Connection = StorageConnection.Setting)] byte[] message,
        CancellationToken cancellationToken)
    {
        using Activity? span = ProcessingSpan.Start();
        IReadOnlyList<DeliveryOutcome> outcomes = await processor.ProcessAsync(message, cancellationToken);
        ProcessingSpan.Describe(span, outcomes);
        WebhookMetrics.Processed(outcomes, time.GetUtcNow());
    }

    /// <summary>Keeps what the queue gave up on as rejected deliveries.</summary>
    [Function("ParkPoisonDeliveries")]
    public Task ParkAsync(
        [QueueTrigger(StorageNames.PoisonQueue, Connection = StorageConnection.Setting)] byte[] message,
        CancellationToken cancellationToken) =>
        parking.ParkAsync(message, cancellationToken);
}
