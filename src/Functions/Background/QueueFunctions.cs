using System.Diagnostics;
using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Webhooks.Functions.Telemetry;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Sending;

namespace Webhooks.Functions.Background;

/// <summary>What comes from the queues. A message of one that does not end well comes again.</summary>
public sealed class QueueFunctions(
    DeliveryProcessor processor,
    PoisonParking parking,
    JobRunner jobs,
    EventSender sender,
    OutgoingQueue outgoing,
    DestinationTallies tallies,
    TimeProvider time)
{
    /// <summary>Maps the deliveries of one message to events, and stores them.</summary>
    [Function("ProcessDeliveries")]
    public async Task ProcessAsync(
        [QueueTrigger(StorageNames.DeliveryQueue, Connection = StorageConnection.Setting)] byte[] message,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        using Activity? span = ProcessingSpan.Start();
        IReadOnlyList<DeliveryOutcome> outcomes =
            await processor.ProcessAsync(MessageText.Read(message), QueuedAt(context), cancellationToken);
        ProcessingSpan.Describe(span, outcomes);
        WebhookMetrics.Processed(outcomes, time.GetUtcNow());
    }

    /// <summary>Keeps what the queue gave up on as rejected deliveries.</summary>
    [Function("ParkPoisonDeliveries")]
    public async Task ParkAsync(
        [QueueTrigger(StorageNames.PoisonQueue, Connection = StorageConnection.Setting)] byte[] message,
        CancellationToken cancellationToken) =>
        WebhookMetrics.Parked(await parking.ParkAsync(MessageText.Read(message), cancellationToken));

    /// <summary>Does the next step of a replay or an erasure.</summary>
    [Function("RunJobs")]
    public Task RunJobAsync(
        [QueueTrigger(StorageNames.JobQueue, Connection = StorageConnection.Setting)] string message,
        CancellationToken cancellationToken) =>
        JobStep.Parse(message) is { } step
            ? jobs.RunAsync(step.Kind, step.Id, cancellationToken)
            : Task.CompletedTask; // nobody here wrote it

    /// <summary>Sends stored events on to the destinations.</summary>
    [Function("SendEvents")]
    public async Task SendAsync(
        [QueueTrigger(StorageNames.OutgoingQueue, Connection = StorageConnection.Setting)] string message,
        CancellationToken cancellationToken)
    {
        if (OutgoingMessage.Parse(message) is not { } events)
            return; // nobody here wrote it
        IReadOnlyList<SendResult> results = await sender.SendAsync(events, cancellationToken);
        WebhookMetrics.Sent(results);
        foreach (SendResult result in results)
            tallies.Wait(result.Destination, result.Waiting);
    }

    /// <summary>Queues again what the queue gave up on: storage was away for long, and no event is dropped.</summary>
    [Function("RequeueOutgoingEvents")]
    public Task RequeueAsync(
        [QueueTrigger(StorageNames.OutgoingPoisonQueue, Connection = StorageConnection.Setting)] string message,
        CancellationToken cancellationToken) =>
        OutgoingMessage.Parse(message) is { } events
            ? outgoing.SendAsync(events, TimeSpan.FromMinutes(10), cancellationToken)
            : Task.CompletedTask; // nobody here wrote it

    // The host says so beside each message, as a time in JSON.
    private DateTimeOffset QueuedAt(FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("InsertionTime", out object? value)
            && DateTimeOffset.TryParse(
                value?.ToString()?.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out DateTimeOffset at)
            ? at
            : time.GetUtcNow();
}
