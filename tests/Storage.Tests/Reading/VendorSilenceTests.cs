using Azure.Storage.Queues;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Received;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Status;

namespace Webhooks.Storage.Tests.Reading;

public class VendorSilenceTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(150, 1)]
    [InlineData(450, 0)]
    public async Task A_vendor_that_just_sent_any_number_of_webhooks_is_not_silent(int count, int hour)
    {
        DateTimeOffset now = new(2026, 10, 1 + (count % 28), hour, 3, 0, TimeSpan.Zero);
        ManualClock clock = new(now);
        StorageParts parts = new(storage, clock: clock);
        DateTimeOffset weekAgo = now.AddDays(-7);
        for (int back = -3; back < 3; back++)
            await parts.Events.StoreAsync([.. Events(weekAgo.AddHours(back))], CancellationToken.None);
        await parts.RollUp.RunAsync(CancellationToken.None);
        Delivery[] sent = [.. Enumerable.Range(0, count).Select(
            i => Samples.Delivery(Samples.Send($"user{i}"), at: now.AddMilliseconds(-i * 100)))];
        foreach (Delivery[] message in sent.Chunk(100))
            await parts.ProcessAsync(message.Select(QueuedDelivery.Whole));

        VendorState vendor = await StateAsync(parts, clock);
        Assert.Equal(now, vendor.LastReceivedAt);
        Assert.False(vendor.IsUnusuallySilent);
    }

    [Fact]
    public async Task A_vendor_that_sent_a_fair_number_at_this_time_a_week_ago_and_nothing_now_is_silent()
    {
        DateTimeOffset now = new(2027, 2, 1, 12, 0, 0, TimeSpan.Zero);
        ManualClock clock = new(now);
        StorageParts parts = new(storage, clock: clock);
        await parts.Events.StoreAsync([.. Events(now.AddDays(-7).AddHours(-2))], CancellationToken.None);
        await parts.RollUp.RunAsync(CancellationToken.None);

        VendorState state = await StateAsync(parts, clock);

        Assert.Equal((null, true), (state.LastReceivedAt, state.IsUnusuallySilent));
    }

    private async Task<VendorState> StateAsync(StorageParts parts, ManualClock clock)
    {
        QueueClient queue = storage.Queue();
        RejectedReader rejected = new(parts.Tables, clock);
        RollUpState rollUp = new(parts.Tables, clock);
        StatusReader reader = new(
            queue, queue, parts.Tables, new VendorRegistry(new VendorOptions()), rejected, rollUp, clock);
        return Assert.Single(
            (await reader.ReadAsync(CancellationToken.None)).Vendors, vendor => vendor.Vendor == "smartico");
    }

    private static IEnumerable<EngagementEvent> Events(DateTimeOffset hour) =>
        Enumerable.Range(0, 30).Select(i => Samples.Event(i, hour.AddSeconds(i), vendor: "smartico"));
}
