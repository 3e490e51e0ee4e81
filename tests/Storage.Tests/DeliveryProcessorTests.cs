using System.Security.Cryptography;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Deliveries;

namespace Webhooks.Storage.Tests;

public sealed class DeliveryProcessorTests(StorageFixture storage) : IClassFixture<StorageFixture>
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

    [Theory]
    [InlineData(70_000)]
    [InlineData(2_000_000)]
    [InlineData(16 * 1024 * 1024)]
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
        Assert.DoesNotContain(await StorageFixture.RowsAsync(_tables.PendingDeliveries, "smartico"), row => row.RowKey == large.Id);
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
        string[] bodies = [.. Enumerable.Range(0, 3).Select(i => Samples.Send($"drift{i}").Replace("SMS", "Carrier/Pigeon", StringComparison.Ordinal))];
        Delivery[] sent = [.. bodies.Select(body => Samples.Delivery(body))];
        await ProcessAsync([.. sent.Select(QueuedDelivery.Whole)]);
        await ProcessAsync([.. sent.Select(QueuedDelivery.Whole)]);

        TableEntity drift = Assert.Single(await StorageFixture.RowsAsync(_tables.SchemaDrift, "smartico"));
        Assert.Equal(("channel", 3L, sent[0].Id), (drift.GetString("Kind"), drift.GetInt64("Count"), drift.GetString("SampleDeliveryId")));
    }

    [Fact]
    public async Task Message_of_another_making_becomes_a_rejected_delivery()
    {
        await _processor.ProcessAsync("hello"u8.ToArray(), CancellationToken.None);

        TableEntity rejected = Assert.Single(await RejectedAsync("unknown"));
        Assert.Equal("unreadable-message", rejected.GetString("Reason"));
    }

    private Task<List<TableEntity>> RejectedAsync(string vendor) => StorageFixture.RowsAsync(_tables.RejectedDeliveries, vendor);

    private Task ProcessAsync(params QueuedDelivery[] entries) =>
        _processor.ProcessAsync(new MessageWriter().TryPack(entries), CancellationToken.None);
}
