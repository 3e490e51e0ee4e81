using System.Collections.Concurrent;
using System.Globalization;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.StandIns.Tests.Host;

/// <summary>What the queue functions of a test received, and how they behave.</summary>
internal sealed class Deliveries
{
    private int _running;
    private int _mostRunning;

    public ConcurrentQueue<object> Received { get; } = new();

    public ConcurrentQueue<long> DequeueCounts { get; } = new();

    public Func<byte[], CancellationToken, Task> OnReceived { get; set; } = (_, _) => Task.CompletedTask;

    public int MostRunning => _mostRunning;

    public async Task TakeAsync(byte[] body, FunctionContext context, CancellationToken cancellationToken)
    {
        DequeueCounts.Enqueue(long.Parse((string)context.BindingContext.BindingData["DequeueCount"]!, CultureInfo.InvariantCulture));
        Received.Enqueue(body); // last: tests wait for it
        int running = Interlocked.Increment(ref _running);
        InterlockedMax(ref _mostRunning, running);
        try
        {
            await OnReceived(body, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = target; seen < value; seen = target)
            Interlocked.CompareExchange(ref target, value, seen);
    }

    internal sealed class Bytes(Deliveries deliveries)
    {
        [Function("TakeBytes")]
        public Task TakeAsync([QueueTrigger("%QueueName%", Connection = "WebhookStorage")] byte[] body, FunctionContext context, CancellationToken cancellationToken) =>
            deliveries.TakeAsync(body, context, cancellationToken);
    }

    internal sealed class Poison(Deliveries deliveries)
    {
        [Function("TakePoison")]
        public Task TakeAsync([QueueTrigger("%QueueName%-poison", Connection = "WebhookStorage")] byte[] body, FunctionContext context, CancellationToken cancellationToken) =>
            deliveries.TakeAsync(body, context, cancellationToken);
    }

    internal sealed class OtherTypes(Deliveries deliveries)
    {
        [Function("TakeText")]
        public void Text([QueueTrigger("%QueueName%-text", Connection = "WebhookStorage")] string text, string id) => deliveries.Received.Enqueue((text, id));

        [Function("TakeData")]
        public void Data([QueueTrigger("%QueueName%-data", Connection = "WebhookStorage")] BinaryData data) => deliveries.Received.Enqueue(data);

        [Function("TakeMessage")]
        public void Message([QueueTrigger("%QueueName%-message", Connection = "WebhookStorage")] QueueMessage message) => deliveries.Received.Enqueue(message);
    }
}
