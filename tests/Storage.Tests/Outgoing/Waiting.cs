using Azure.Storage.Queues.Models;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Sending;

namespace Webhooks.Storage.Tests.Outgoing;

/// <summary>What waits in the queue of a test's parts to be sent on, whenever it is due.</summary>
internal static class Waiting
{
    public static readonly Destination Crm = new("crm", new Uri("https://crm.example.com/hook"));

    public static readonly Destination Slow = new("slow", new Uri("https://slow.example.com/hook"));

    /// <summary>Takes out every message that is due.</summary>
    public static async Task<List<OutgoingMessage>> TakeAsync(StorageParts parts)
    {
        List<OutgoingMessage> taken = [];
        while (await NextAsync(parts) is { } message)
            taken.Add(message);
        return taken;
    }

    /// <summary>The ids of the events of every message that is due; the messages are taken out.</summary>
    public static async Task<string[]> EventsAsync(StorageParts parts) =>
        [.. (await TakeAsync(parts)).SelectMany(message => message.Keys).Select(key => key.EventId).Order()];

    /// <summary>Sends what is due, and what becomes due with it, as the host does.</summary>
    public static async Task<List<SendResult>> SendAsync(StorageParts parts)
    {
        List<SendResult> results = [];
        while (await NextAsync(parts) is { } message)
            results.AddRange(await parts.Sender.SendAsync(message, CancellationToken.None));
        return results;
    }

    private static async Task<OutgoingMessage?> NextAsync(StorageParts parts)
    {
        if (!await parts.OutgoingMessages.ExistsAsync())
            return null;
        QueueMessage? message = await parts.OutgoingMessages.ReceiveMessageAsync(TimeSpan.FromMinutes(1));
        if (message is null)
            return null;
        await parts.OutgoingMessages.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        return OutgoingMessage.Parse(message.MessageText);
    }
}
