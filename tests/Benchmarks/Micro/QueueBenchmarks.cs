using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BenchmarkDotNet.Attributes;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Queue;

namespace Webhooks.Benchmarks.Micro;

/// <summary>
/// What group commit adds to a put: on a queue that answers at once, so that nothing but its own work is left.
/// </summary>
public class QueueBenchmarks
{
    private readonly DeliveryQueue _queue = new(new InstantQueue(), new DeliveryQueueOptions(), TimeProvider.System);
    private readonly QueuedDelivery _entry =
        QueuedDelivery.Whole(SampleWebhooks.Delivery(1, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));

    [Benchmark]
    public Task<bool> OneDelivery() => _queue.TrySendAsync(_entry);

    private sealed class InstantQueue : QueueClient
    {
        private static readonly Task<Response<SendReceipt>> Answer =
            Task.FromResult(
                Response.FromValue(QueuesModelFactory.SendReceipt("", default, default, "", default), null!));

        public override Task<Response<SendReceipt>> SendMessageAsync(
            BinaryData message, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive =
                null, CancellationToken cancellationToken = default) => Answer;
    }
}
