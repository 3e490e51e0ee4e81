using System.Net.Sockets;
using System.Security.Cryptography;
using Azure.Core;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Queue;

namespace Webhooks.Storage.Tests.Queue;

public sealed class DeliveryQueueTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DeliveryQueueOptions Patient = new() { MaxWait = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task Deliveries_that_come_together_share_messages_and_none_is_lost()
    {
        QueueClient queue = storage.Queue("together");
        DeliveryQueue deliveries = new(queue, Patient, TimeProvider.System);
        Delivery[] sent = [.. Enumerable.Range(0, 1000).Select(i => Samples.Delivery(Samples.Send($"user{i}")))];

        bool[] fitted = await Task.WhenAll(
            sent.Select(delivery => deliveries.TrySendAsync(QueuedDelivery.Whole(delivery))));

        Assert.All(fitted, Assert.True);
        List<QueueMessage> messages = await DrainAsync(queue);
        Assert.InRange(messages.Count, 4, 40);
        Assert.Equal(sent.Select(delivery => delivery.Id).Order(), Ids(messages).Order());
    }

    [Fact]
    public async Task Single_delivery_is_a_message_at_once_and_never_expires()
    {
        QueueClient queue = storage.Queue("single");
        DeliveryQueue deliveries = new(queue, Patient, TimeProvider.System);

        Assert.True(await deliveries.TrySendAsync(QueuedDelivery.Whole(Samples.Delivery("{}"))));

        QueueMessage message = Assert.Single(await DrainAsync(queue));
        Assert.True(message.ExpiresOn > DateTimeOffset.UtcNow.AddYears(1000));
    }

    [Fact]
    public async Task Bodies_that_do_not_compress_are_divided_among_messages()
    {
        QueueClient queue = storage.Queue("divided");
        DeliveryQueue deliveries = new(queue, Patient, TimeProvider.System);
        Delivery[] sent = [.. Enumerable.Range(0, 60).Select(
            _ => Samples.Delivery(RandomNumberGenerator.GetBytes(20_000)))];

        await Task.WhenAll(sent.Select(delivery => deliveries.TrySendAsync(QueuedDelivery.Whole(delivery))));

        Assert.Equal(sent.Select(delivery => delivery.Id).Order(), Ids(await DrainAsync(queue)).Order());
    }

    [Fact]
    public async Task Delivery_too_large_for_a_message_is_left_to_the_caller()
    {
        QueueClient queue = storage.Queue("large");
        DeliveryQueue deliveries = new(queue, Patient, TimeProvider.System);
        Delivery large = Samples.Delivery(RandomNumberGenerator.GetBytes(60_000));
        Delivery small = Samples.Delivery("{}");

        bool[] fitted = await Task.WhenAll(
            deliveries.TrySendAsync(QueuedDelivery.Whole(large)), deliveries.TrySendAsync(QueuedDelivery.Whole(small)));

        Assert.Equal([false, true], fitted);
        Assert.Equal([small.Id], Ids(await DrainAsync(queue)));
    }

    [Fact]
    public async Task Storage_that_is_not_there_is_said_soon_and_recovered_from()
    {
        QueueClientOptions prompt =
            new() { Retry = { MaxRetries = 1, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(10) } };
        using TcpListener closed = new(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        int port = ((System.Net.IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        QueueClient nowhere = new(
            Tools.Azurite.AzuriteProcess.ConnectionStringFor(port, port, port), "deliveries", prompt);
        DeliveryQueue deliveries = new(nowhere, Patient, TimeProvider.System);

        for (int i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<QueueUnavailableException>(
                () => deliveries.TrySendAsync(QueuedDelivery.Whole(Samples.Delivery("{}"))));
        }
    }

    [Fact]
    public async Task Storage_that_hangs_holds_nobody_for_three_seconds_nor_one_that_waits_behind()
    {
        using TcpListener silent = new(System.Net.IPAddress.Loopback, 0); // takes connections, and says nothing
        silent.Start();
        int port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        QueueClient hanging = new(
            Tools.Azurite.AzuriteProcess.ConnectionStringFor(port, port, port), "deliveries", PromptAnswers.Options());
        DeliveryQueue deliveries = new(hanging, new DeliveryQueueOptions(), TimeProvider.System);

        Task<TimeSpan> lateness = LatenessAsync(hanging);
        TimeSpan[] took = await Task.WhenAll(RefusedAfterAsync(deliveries), RefusedAfterAsync(deliveries));

        TimeSpan most = TimeSpan.FromSeconds(3) + await lateness;
        Assert.All(took, time => Assert.InRange(time, TimeSpan.FromSeconds(2), most));
    }

    // By how much the machine is late now: what the client takes beyond two tries and the pause between.
    private static async Task<TimeSpan> LatenessAsync(QueueClient hanging)
    {
        RetryOptions retry = PromptAnswers.Options().Retry;
        long start = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAnyAsync<Exception>(() => hanging.SendMessageAsync("nobody takes it"));
        TimeSpan late = TimeProvider.System.GetElapsedTime(start) - (2 * retry.NetworkTimeout) - retry.Delay;
        return late > TimeSpan.Zero ? late : TimeSpan.Zero;
    }

    private static async Task<TimeSpan> RefusedAfterAsync(DeliveryQueue deliveries)
    {
        long start = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAsync<QueueUnavailableException>(
            () => deliveries.TrySendAsync(QueuedDelivery.Whole(Samples.Delivery("{}"))));
        return TimeProvider.System.GetElapsedTime(start);
    }

    [Fact]
    public async Task Waiting_room_is_bounded()
    {
        using HeldQueue held = new();
        DeliveryQueue deliveries = new(
            held, new DeliveryQueueOptions { Writers = 1, MaxWaiting = 10 }, TimeProvider.System);
        List<Task> accepted = [];
        for (int i = 0; i < 11; i++) // one is being put, ten wait
            accepted.Add(deliveries.TrySendAsync(QueuedDelivery.Whole(Samples.Delivery("{}"))));
        await held.BeginsAsync();

        for (int i = 0; i < 89; i++)
            await Assert.ThrowsAsync<QueueUnavailableException>(
                () => deliveries.TrySendAsync(QueuedDelivery.Whole(Samples.Delivery("{}"))));

        await held.EndFirstAsync(nextBegins: true);
        Assert.Equal([10], held.Puts);
        await held.EndFirstAsync();
        await Task.WhenAll(accepted);
    }

    private static IEnumerable<string> Ids(IEnumerable<QueueMessage> messages) =>
        messages.SelectMany(message => MessageReader.Unpack(message.Body.ToMemory())).Select(entry => entry.Id);

    private static async Task<List<QueueMessage>> DrainAsync(QueueClient queue)
    {
        List<QueueMessage> messages = [];
        while (true)
        {
            QueueMessage[] next = await queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5));
            if (next.Length == 0)
                return messages;
            messages.AddRange(next);
        }
    }
}
