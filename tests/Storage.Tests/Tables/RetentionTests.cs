using System.Security.Cryptography;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Counts;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Replay;

namespace Webhooks.Storage.Tests.Tables;

public class RetentionTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Old = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Old_days_go_and_rejected_deliveries_and_counts_stay_whatever_comes_late()
    {
        ManualClock clock = new(Old);
        StorageParts parts = new(storage, clock: clock, retentionDays: 30);
        Delivery rejected = Samples.Delivery(RandomNumberGenerator.GetBytes(2_000_000), at: Old);
        Delivery[] sent = [.. Enumerable.Range(0, 250).Select(i => Send(i, Old.AddSeconds(i)))];
        Delivery kept = Send(1000, Old.AddDays(20));
        foreach (Delivery[] message in sent.Append(kept).Chunk(100))
            await parts.ProcessAsync(message.Select(QueuedDelivery.Whole));
        await parts.Deliveries.ParkAsync(rejected, CancellationToken.None);
        await parts.ProcessAsync(QueuedDelivery.Stored("smartico", rejected.Id));

        // Nobody has counted yet: the purge sees to it first. It dies at any call, and the next one finishes.
        clock.Now = Old.AddDays(31);
        int cut = 1;
        for (bool died = true; died; cut++)
        {
            StorageCut death = new(cut, done: cut % 2 == 0);
            StorageParts dying = new(storage, clock: clock, cut: death, retentionDays: 30);
            await Record.ExceptionAsync(() => dying.Purge.RunAsync(CancellationToken.None));
            died = death.IsDead;
        }

        Assert.Empty(await parts.EventsAsync("smartico_20260110"));
        TableEntity own = Assert.Single(await OldDeliveriesAsync(parts), row => row.ContainsKey("Status"));
        Assert.Equal(rejected.Id, own.GetString("DeliveryId"));
        Assert.Equal(rejected.Body.ToArray(), (await parts.Deliveries.FindAsync(
            "smartico", rejected.Id, CancellationToken.None))!.Delivery.Body.ToArray());
        Assert.Single(await parts.EventsAsync("smartico_20260130"));
        Assert.Equal(["20260110_message.sent_sms=250"], (await parts.CountsAsync("smartico", "20260110")).RolledUp);

        // How many contacts they were of stays, and not which.
        TableEntity counted = Assert.Single(
            await StorageFixture.RowsAsync(parts.Tables.DailyCampaignCounts, "smartico"),
            row => row.GetString("Day") == "20260110");
        Assert.Equal((250, false), (counted.GetInt64("Contacts"), counted.ContainsKey("ContactSketch")));
        EventCounts hour = EventCounts.Unpack(Assert.Single(
            await StorageFixture.RowsAsync(parts.Tables.HourlyCounts, "smartico_20260110"),
            row => row.RowKey == "12").GetBinary("CountsChunk00"));
        Assert.Equal((250, 0), (hour.Counts.Values.Sum(), hour.Contacts.Count));

        // A late event of a purged day, in a delivery of today: neither counted nor kept, and the counts stay.
        Delivery late = Samples.Delivery(Samples.Send("late", Old.ToUnixTimeMilliseconds()), at: clock.Now);
        await parts.ProcessAsync(QueuedDelivery.Whole(late));
        Assert.Equal(["20260110_message.sent_sms=250"], (await parts.CountsAsync("smartico", "20260110")).RolledUp);
        Assert.Empty(await parts.EventsAsync("smartico_20260110"));
        Assert.Empty(await StorageFixture.RowsAsync(parts.Tables.TouchedHours, "smartico"));
        ReplayPreview preview = await parts.PreviewAsync(new ReplayRequest { DeliveryId = late.Id });
        Assert.DoesNotContain(preview.Counts.Keys, key => key.StartsWith("events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_retention_it_costs_nothing()
    {
        StorageCut counter = new();
        await new StorageParts(storage, cut: counter).Purge.RunAsync(CancellationToken.None);
        Assert.Equal(0, counter.Calls);
    }

    private static Delivery Send(int i, DateTimeOffset at) =>
        Samples.Delivery(Samples.Send($"user{i}", at.ToUnixTimeMilliseconds()), at: at);

    private static Task<List<TableEntity>> OldDeliveriesAsync(StorageParts parts) =>
        StorageFixture.RowsAsync(parts.Tables.Deliveries, "smartico_20260110");
}
