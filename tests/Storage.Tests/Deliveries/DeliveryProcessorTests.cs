using System.Security.Cryptography;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Tests;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Received;
using Webhooks.Storage.Replay;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Status;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Deliveries;

public class DeliveryProcessorTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly WebhookTables _tables = storage.Tables;
    private readonly DeliveryStore _deliveries = new(storage.Tables);
    private readonly DeliveryProcessor _processor = new StorageParts(storage).Processor;

    [Fact]
    public async Task Good_and_bad_deliveries_of_one_message_each_get_what_is_theirs()
    {
        DateTimeOffset at = Samples.Noon.AddDays(1);
        Delivery good = Samples.Delivery(Samples.Send("good", 1772452800000), at: at);
        Delivery bad = Samples.Delivery("this is not JSON", at: at);

        for (int run = 0; run < 2; run++)
        {
            await ProcessAsync(QueuedDelivery.Whole(good), QueuedDelivery.Whole(bad));

            List<TableEntity> rows = await StorageFixture.RowsAsync(_tables.Deliveries, "smartico_20260302");
            Assert.Equal(["processed", "rejected"], rows.Select(row => row.GetString("Status")).Order());
            Assert.Equal([0, 1], rows.Select(row => row.GetInt32("EventCount") ?? -1).Order());
            TableEntity rejected = Assert.Single(await RejectedAsync("smartico"), row => row.RowKey == bad.Id);
            Assert.Equal("malformed-json", rejected.GetString("Reason"));
            Assert.Equal(1, rejected.GetInt32("Attempts"));
            TableEntity stored = Assert.Single(await StorageFixture.RowsAsync(_tables.Events, "smartico_20260302"));
            Assert.Equal(good.Id, stored.GetString("DeliveryId"));
        }
    }

    [Fact]
    public async Task Repeat_by_the_vendor_is_one_event_and_two_deliveries()
    {
        DateTimeOffset at = Samples.Noon.AddDays(2);
        string body = Samples.Send("twice", 1772539200000);

        await ProcessAsync(QueuedDelivery.Whole(Samples.Delivery(body, at: at)));
        await ProcessAsync(QueuedDelivery.Whole(Samples.Delivery(body, at: at.AddSeconds(30))));

        Assert.Single(await StorageFixture.RowsAsync(_tables.Events, "smartico_20260303"));
        Assert.Equal(2, (await StorageFixture.RowsAsync(_tables.Deliveries, "smartico_20260303")).Count);
    }

    public static TheoryData<int> Lengths => [70_000, LongTests.Or(2, atLength: 16) * 1024 * 1024];

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task Large_body_is_parked_and_read_back_byte_for_byte(int length)
    {
        byte[] body = RandomNumberGenerator.GetBytes(length);
        Delivery large = Samples.Delivery(body);

        await _deliveries.ParkAsync(large, CancellationToken.None);
        StoredDelivery? parked = await _deliveries.FindAsync("smartico", large.Id, CancellationToken.None);
        Assert.Equal("received", parked!.Status);
        await ProcessAsync(QueuedDelivery.Stored("smartico", large.Id));

        StoredDelivery? processed = await _deliveries.FindAsync("smartico", large.Id, CancellationToken.None);
        Assert.Equal("rejected", processed!.Status);
        Assert.True(body.AsSpan().SequenceEqual(processed.Delivery.Body.Span));
        Assert.DoesNotContain(
            await StorageFixture.RowsAsync(_tables.PendingDeliveries, "smartico"), row => row.RowKey == large.Id);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_kept_byte_for_byte()
    {
        byte[] body = [0xFF, 0xFE, 0x00, 0xD8, (byte)'{', 0x80];
        Delivery odd = Samples.Delivery(body);

        await ProcessAsync(QueuedDelivery.Whole(odd));

        StoredDelivery? stored = await _deliveries.FindAsync("smartico", odd.Id, CancellationToken.None);
        Assert.Equal(body, stored!.Delivery.Body.ToArray());
    }

    [Fact]
    public async Task What_is_new_at_a_vendor_is_written_down_once_and_counted()
    {
        string[] bodies = [.. Enumerable.Range(0, 3).Select(
            i => Samples.Send($"drift{i}").Replace("SMS", "Carrier/Pigeon", StringComparison.Ordinal))];
        Delivery[] sent = [.. bodies.Select(body => Samples.Delivery(body))];
        await ProcessAsync([.. sent.Select(QueuedDelivery.Whole)]);
        await ProcessAsync([.. sent.Select(QueuedDelivery.Whole)]);

        ReplayRequest again =
            new() { Vendor = "smartico", From = Samples.Noon.Date, To = Samples.Noon.Date.AddDays(1) };
        StorageParts parts = new(storage);
        for (int time = 0; time < 5; time++)
            await parts.PreviewAsync(again);
        await parts.ReplayAsync(again);
        await parts.EraseAsync(new Person { Vendor = "smartico", ContactId = "nobody" });
        await parts.ProcessAsync(QueuedDelivery.Whole(
            Samples.Delivery(Samples.Send("drift9").Replace("SMS", "Kite", StringComparison.Ordinal))));

        // The bodies of other tests here are in a character set that none of them declares.
        List<TableEntity> rows =
        [
            .. (await StorageFixture.RowsAsync(_tables.SchemaDrift, "smartico"))
                .Where(row => row.GetString("Kind") != "charset"),
        ];
        Assert.Equal(1, Assert.Single(rows, row => row.GetString("Name") == "Kite").GetInt64("Count"));
        TableEntity drift = Assert.Single(rows, row => row.GetString("Name") != "Kite");
        Assert.Equal(("channel", 3L, sent[0].Id), (
            drift.GetString("Kind"), drift.GetInt64("Count"), drift.GetString("SampleDeliveryId")));
    }

    [Theory]
    [InlineData("acme", "acme")]
    [InlineData("a/b\\c#d?e\u0001<b>", "a?b?c?d?e??b?")]
    [InlineData("smartreach_20260101", "smartreach_20260101")]
    [InlineData("Smartico", "Smartico")]
    public async Task Delivery_of_a_vendor_that_nobody_knows_is_seen_with_those_of_none(string vendor, string name)
    {
        StorageParts parts = new(storage);
        Delivery delivery = Samples.Delivery($"{{\"of\":\"{name}\"}}") with { Vendor = vendor };
        foreach (int _ in Enumerable.Range(0, 2))
            await parts.ProcessAsync(QueuedDelivery.Whole(delivery));
        await parts.Poison.ParkAsync(
            new MessageWriter().TryPack([QueuedDelivery.Whole(delivery)]), CancellationToken.None);

        RejectedReader reader = new(parts.Tables, new ManualClock(delivery.ReceivedAt));
        QueueClient queue = storage.Queue();
        IReadOnlyList<RejectedState> shown = await new StatusReader(
            queue,
            queue,
            parts.Tables,
            new VendorRegistry(new VendorOptions()),
            reader,
            new RollUpState(parts.Tables, TimeProvider.System),
            TimeProvider.System).RejectedAsync(CancellationToken.None);
        Assert.Contains(shown, state => state.Vendor == "unknown" && state.ByReason.ContainsKey("unknown-vendor"));
        RejectedPage page = await reader.PageAsync("unknown", null, 100, null, CancellationToken.None);
        RejectedDelivery rejected = Assert.Single(page.Rejected, one => one.DeliveryId == delivery.Id);
        Assert.Equal($"No vendor of the name {name} is registered.", rejected.Error);
        StoredDelivery stored = (await parts.Trace.FindAsync(delivery.Id, CancellationToken.None))!.Stored;
        Assert.Equal($"POST {name}", stored.Delivery.Method);
        Assert.Equal(delivery.Body.ToArray(), stored.Delivery.Body.ToArray());
    }

    [Fact]
    public async Task Message_of_another_making_becomes_one_rejected_delivery_however_often_it_comes()
    {
        DateTimeOffset queuedAt = Samples.Noon.AddTicks(12345);
        for (int time = 0; time < 3; time++)
            await _processor.ProcessAsync("hello"u8.ToArray(), queuedAt, CancellationToken.None);

        TableEntity rejected = Assert.Single(await UnreadableAsync());
        Assert.Equal(1, rejected.GetInt32("Attempts"));
        StoredDelivery stored = (await _deliveries.FindAsync("unknown", rejected.RowKey, CancellationToken.None))!;
        Assert.Equal("hello"u8.ToArray(), stored.Delivery.Body.ToArray());

        await _processor.ProcessAsync("hello"u8.ToArray(), queuedAt.AddSeconds(1), CancellationToken.None);
        Assert.Equal(2, (await UnreadableAsync()).Count);

        async Task<List<TableEntity>> UnreadableAsync() =>
            (await RejectedAsync("unknown")).FindAll(row => row.GetString("Reason") == "unreadable-message");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_sent_twice_belongs_to_the_delivery_that_was_received_last(bool lastFirst)
    {
        DateTimeOffset at = Samples.Noon.AddDays(lastFirst ? 8 : 9);
        string body = Samples.Send("owner", at.ToUnixTimeMilliseconds());
        Delivery[] sent = [.. Enumerable.Range(0, 3).Select(i => Samples.Delivery(body, at: at.AddMilliseconds(i)))];
        string other = Samples.Send("other", at.ToUnixTimeMilliseconds());
        List<DeliveryOutcome> outcomes = [];
        foreach (Delivery delivery in lastFirst ? sent.Reverse() : sent)
        {
            outcomes.AddRange(await _processor.ProcessAsync(
                new MessageWriter().TryPack(
                    [QueuedDelivery.Whole(delivery), QueuedDelivery.Whole(Samples.Delivery(other, at: at))]),
                CancellationToken.None));
        }

        string partition = $"smartico_{at:yyyyMMdd}";
        TableEntity stored = Assert.Single(
            await StorageFixture.RowsAsync(_tables.Events, partition), row => row.GetString("ContactId") == "owner");
        Assert.Equal(sent[^1].Id, stored.GetString("DeliveryId"));
        Assert.Equal([1, 1, 0, 0, 0, 0], outcomes.Select(outcome => outcome.NewEventKeys.Count));
    }

    [Fact]
    public async Task Repeats_among_a_transaction_of_events_cost_one_read_and_one_transaction_and_twice_that_at_most()
    {
        if (storage.Partitions > 1)
            return; // each partition costs as much
        DateTimeOffset at = Samples.Noon.AddDays(10);
        EngagementEvent[] events = [.. Enumerable.Range(0, 100).Select(i => Samples.Event(i, at.AddSeconds(i)))];
        StorageCut calls = new();
        StorageParts parts = new(storage, cut: calls);
        await parts.Tables.Schedule.GetAsync(CancellationToken.None); // once a day
        int before = calls.Calls;

        await parts.Events.StoreAsync(events[..50], CancellationToken.None);
        Assert.Equal(2, calls.Calls - before);
        IEnumerable<EventKey> added = New(await parts.Events.StoreAsync(
            [.. Later(events[49..60])], CancellationToken.None));
        Assert.Equal(2 + 4, calls.Calls - before);
        Assert.Equal(events[50..60].Select(EventKey.Of).Order(KeyOrder), added.Order(KeyOrder));
        added = New(await parts.Events.StoreAsync([.. Later(events)], CancellationToken.None));
        Assert.Equal(2 + 4 + 6, calls.Calls - before);
        Assert.Equal(events[60..].Select(EventKey.Of).Order(KeyOrder), added.Order(KeyOrder));

        IEnumerable<EngagementEvent> Later(EngagementEvent[] repeated) =>
            repeated.Select(e => e with { DeliveryId = DeliveryId.New(at.AddHours(1)) });

        static IEnumerable<EventKey> New(IReadOnlyDictionary<EventKey, string?> former) =>
            former.Where(e => e.Value is null).Select(e => e.Key);
    }

    [Fact]
    public async Task Steps_of_jobs_that_a_former_version_queued_with_deliveries_go_to_their_own_queue()
    {
        StorageParts parts = new(storage, queue: "former");
        string id = DeliveryId.New(Samples.Noon);
        await parts.ProcessAsync(QueuedDelivery.JobStep(JobKinds.Replay, id));

        Azure.Storage.Queues.Models.QueueMessage message = (await parts.JobMessages.ReceiveMessageAsync()).Value;
        Assert.Equal(new JobStep(JobKinds.Replay, id), JobStep.Parse(message.MessageText));
        Assert.Null(JobStep.Parse("hello"));
    }

    private static readonly Comparer<EventKey> KeyOrder =
        Comparer<EventKey>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private Task<List<TableEntity>> RejectedAsync(string vendor) =>
        StorageFixture.RowsAsync(_tables.RejectedDeliveries, vendor);

    private Task ProcessAsync(params QueuedDelivery[] entries) =>
        _processor.ProcessAsync(new MessageWriter().TryPack(entries), CancellationToken.None);
}
