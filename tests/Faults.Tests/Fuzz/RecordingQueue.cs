using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Faults.Tests.Fuzz;

/// <summary>A queue that keeps what it is given, unpacked.</summary>
internal sealed class RecordingQueue : QueueClient
{
    public ConcurrentQueue<QueuedDelivery> Entries { get; } = new();

    public override Task<Response<SendReceipt>> SendMessageAsync(
        BinaryData message, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive =
            null, CancellationToken cancellationToken = default)
    {
        // The limit of Storage Queue, in base64.
        Assert.InRange(message.ToMemory().Length, 1, 48 * 1024);
        foreach (QueuedDelivery entry in MessageReader.Unpack(message.ToArray()))
            Entries.Enqueue(entry);
        SendReceipt receipt = QueuesModelFactory.SendReceipt("id", default, default, "receipt", default);
        return Task.FromResult(Response.FromValue(receipt, null!));
    }
}
