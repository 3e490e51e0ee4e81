using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Webhooks.Functions.Telemetry;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;

namespace Webhooks.Functions.Deliveries;

/// <summary>Maps what was acknowledged to events, and stores them.</summary>
/// <param name="processor">Does it.</param>
/// <param name="time">The clock.</param>
public sealed class ProcessDeliveries(DeliveryProcessor processor, TimeProvider time)
{
    /// <summary>Processes one message, which holds many deliveries.</summary>
    /// <param name="message">The message's bytes.</param>
    /// <param name="cancellationToken">The host stops; the message comes again.</param>
    /// <returns>When everything in it is stored.</returns>
    [Function(nameof(ProcessDeliveries))]
    public async Task RunAsync(
        [QueueTrigger(StorageNames.DeliveryQueue, Connection = StorageConnection.Setting)] byte[] message,
        CancellationToken cancellationToken)
    {
        using Activity? span = ProcessingSpan.Start();
        IReadOnlyList<DeliveryOutcome> outcomes = await processor.ProcessAsync(message, cancellationToken);
        ProcessingSpan.Describe(span, outcomes);
        WebhookMetrics.Processed(outcomes, time.GetUtcNow());
    }
}
