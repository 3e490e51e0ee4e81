using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.StandIns.Tests.Host;

[Collection(QueueStorageTestGroup.Name)]
public sealed class QueueFunctionTests(QueueStorage storage)
{
    private static readonly object Quick = Queues(new { maxPollingInterval = "00:00:00.2", maxDequeueCount = 3 });

    private readonly string _name = QueueStorage.NewName();
    private readonly Deliveries _deliveries = new();

    [Fact]
    public async Task Bytes_that_are_no_text_arrive_as_they_were_sent()
    {
        byte[] sent = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        QueueClient queue = await storage.CreateQueueAsync(_name);
        await queue.SendMessageAsync(BinaryData.FromBytes(sent));
        await using RunningHost host = await StartAsync(typeof(Deliveries.Bytes));
        await ReceivedAsync(1);
        Assert.Equal(sent, (byte[])_deliveries.Received.Single());
        Assert.Equal([1], _deliveries.DequeueCounts);
        await EmptyAsync(queue);
    }

    [Fact]
    public async Task A_message_binds_to_text_data_and_message()
    {
        foreach (string kind in (string[])["text", "data", "message"])
            await (await storage.CreateQueueAsync($"{_name}-{kind}")).SendMessageAsync(kind);
        await using RunningHost host = await StartAsync(typeof(Deliveries.OtherTypes));
        await ReceivedAsync(3);
        (string text, string id) = _deliveries.Received.OfType<(string, string)>().Single();
        Assert.Equal("text", text);
        Assert.NotEmpty(id);
        Assert.Equal("data", _deliveries.Received.OfType<BinaryData>().Single().ToString());
        Assert.Equal("message", _deliveries.Received.OfType<QueueMessage>().Single().Body.ToString());
    }

    [Fact]
    public async Task A_queue_that_comes_later_is_found()
    {
        await using RunningHost host = await StartAsync(typeof(Deliveries.Bytes));
        QueueClient queue = await storage.CreateQueueAsync(_name);
        await queue.SendMessageAsync("late");
        await ReceivedAsync(1);
    }

    [Fact]
    public async Task A_message_that_keeps_failing_is_tried_as_often_as_allowed_and_moved_to_the_poison_queue()
    {
        _deliveries.OnReceived = (_, _) => throw new InvalidOperationException("no");
        QueueClient queue = await storage.CreateQueueAsync(_name);
        await queue.SendMessageAsync("bad");
        await using RunningHost host = await StartAsync(typeof(Deliveries.Bytes));
        QueueMessage poison = await NextAsync($"{_name}-poison");
        Assert.Equal("bad", poison.Body.ToString());
        Assert.Equal([1, 2, 3], _deliveries.DequeueCounts);
        await EmptyAsync(queue);
    }

    [Fact]
    public async Task A_message_over_the_dequeue_count_is_moved_without_being_run()
    {
        QueueClient queue = await storage.CreateQueueAsync(_name);
        await queue.SendMessageAsync("old");
        for (int i = 0; i < 3; i++)
        {
            QueueMessage message = await queue.ReceiveMessageAsync();
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero);
        }

        await using RunningHost host = await StartAsync(typeof(Deliveries.Bytes));
        Assert.Equal("old", (await NextAsync($"{_name}-poison")).Body.ToString());
        Assert.Empty(_deliveries.Received);
    }

    [Fact]
    public async Task A_message_of_another_encoding_is_moved_as_it_is()
    {
        await storage.CreateQueueAsync(_name);
        await new QueueClient(storage.ConnectionString, _name).SendMessageAsync("<not base64>");
        await using RunningHost host = await StartAsync(typeof(Deliveries.Bytes));
        QueueClient poison = new(storage.ConnectionString, $"{_name}-poison");
        QueueMessage? moved = null;
        await Eventually.TrueAsync(async () => await poison.ExistsAsync() && (moved = await poison.ReceiveMessageAsync()) is not null, "a poison message");
        Assert.Equal("<not base64>", moved!.MessageText);
        Assert.Empty(_deliveries.Received);
    }

    [Fact]
    public async Task A_failure_on_a_poison_queue_makes_no_further_poison_queue_and_waits_for_the_lease()
    {
        _deliveries.OnReceived = (_, _) => throw new InvalidOperationException("no");
        QueueClient queue = await storage.CreateQueueAsync($"{_name}-poison");
        await queue.SendMessageAsync("bad");
        await using RunningHost host = await StartAsync(typeof(Deliveries.Poison), lease: TimeSpan.FromSeconds(1));
        await ReceivedAsync(3);
        Assert.False(await QueueStorage.Client(storage.ConnectionString, $"{_name}-poison-poison").ExistsAsync());
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_failed_message_waits_for_the_visibility_timeout()
    {
        _deliveries.OnReceived = (_, _) => _deliveries.Received.Count == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask;
        QueueClient queue = await storage.CreateQueueAsync(_name);
        await queue.SendMessageAsync("again");
        long start = TimeProvider.System.GetTimestamp();
        await using RunningHost host = await StartAsync(typeof(Deliveries.Bytes), Queues(new { visibilityTimeout = "00:00:02", maxPollingInterval = "00:00:00.2" }));
        await ReceivedAsync(2);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task The_lease_is_renewed_while_the_function_runs()
    {
        TaskCompletionSource done = new();
        _deliveries.OnReceived = (_, _) => done.Task;
        QueueClient queue = await storage.CreateQueueAsync(_name);
        await queue.SendMessageAsync("long");
        await using RunningHost host = await StartAsync(typeof(Deliveries.Bytes), lease: TimeSpan.FromSeconds(2));
        await ReceivedAsync(1);
        long start = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.Null((await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(1))).Value);
                return TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(5);
            },
            "five seconds");
        done.SetResult();
        await EmptyAsync(queue);
        Assert.Single(_deliveries.Received);
    }

    [Fact]
    public async Task No_more_run_at_once_than_batch_and_threshold_allow()
    {
        TaskCompletionSource done = new();
        _deliveries.OnReceived = (_, _) => done.Task;
        QueueClient queue = await storage.CreateQueueAsync(_name);
        for (int i = 0; i < 8; i++)
            await queue.SendMessageAsync("m");
        await using RunningHost host = await StartAsync(typeof(Deliveries.Bytes), Queues(new { batchSize = 2, newBatchThreshold = 1, maxPollingInterval = "00:00:00.2" }));
        await ReceivedAsync(2);
        done.SetResult();
        await ReceivedAsync(8);
        Assert.InRange(_deliveries.MostRunning, 2, 3);
    }

    [Fact]
    public async Task Messages_without_encoding_are_read_where_host_json_says_so()
    {
        await storage.CreateQueueAsync(_name);
        await new QueueClient(storage.ConnectionString, _name).SendMessageAsync("plain");
        await using RunningHost host = await StartAsync(typeof(Deliveries.Bytes), Queues(new { messageEncoding = "none" }));
        await ReceivedAsync(1);
        Assert.Equal("plain"u8.ToArray(), (byte[])_deliveries.Received.Single());
    }

    internal static object Queues(object queues) => new { extensions = new { queues } };

    private Task<RunningHost> StartAsync(Type functions, object? hostJson = null, TimeSpan? lease = null) => RunningHost.StartAsync(
        [functions],
        hostJson ?? Quick,
        new(storage.Settings) { ["QueueName"] = _name },
        configure: builder => builder.Services.AddSingleton(_deliveries),
        change: settings => settings with { Lease = lease ?? settings.Lease });

    private Task ReceivedAsync(int count) => Eventually.TrueAsync(() => _deliveries.Received.Count >= count, $"{count} received");

    private static Task EmptyAsync(QueueClient queue) => Eventually.TrueAsync(
        async () => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, "an empty queue");

    private async Task<QueueMessage> NextAsync(string queueName)
    {
        QueueClient queue = QueueStorage.Client(storage.ConnectionString, queueName);
        QueueMessage? message = null;
        await Eventually.TrueAsync(async () => await queue.ExistsAsync() && (message = await queue.ReceiveMessageAsync()) is not null, "a message");
        return message!;
    }
}
