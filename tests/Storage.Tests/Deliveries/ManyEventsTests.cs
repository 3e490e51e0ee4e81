using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Tests;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;
using Webhooks.Storage.Tables;
using Webhooks.Storage.Tracing;

namespace Webhooks.Storage.Tests.Deliveries;

/// <summary>One delivery of very many events: stored in slices, all of them, each once.</summary>
public class ManyEventsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private const int Events = DeliveryOutcome.MaxEvents + 1_001;

    private static readonly int Bodies = LongTests.Or(4, atLength: 8);

    private static int _day;

    [Fact]
    public async Task Small_sends_of_one_body_are_all_stored_counted_traced_replayed_and_erased()
    {
        (DateTimeOffset at, string day) = NextDay();
        StorageParts parts = new(storage, clock: new ManualClock(at.AddMinutes(1)));
        Delivery delivery = Samples.Delivery(Sends(at, Events), "smartreach", at);

        await parts.Inbox.AcceptAsync(delivery);
        await parts.ProcessAsync(await parts.DrainAsync());

        (string[] rolledUp, string[] recounted) = await parts.CountsAsync("smartreach", day);
        Assert.Equal([$"{day}_message.sent_email={Events}"], rolledUp);
        Assert.Equal(rolledUp, recounted);
        TracedDelivery traced = (await parts.Trace.FindAsync(delivery.Id, CancellationToken.None))!;
        Assert.Equal((DeliveryStatuses.Processed, Events), (traced.Stored.Status, traced.Stored.EventCount));
        Assert.All(traced.Events, e => Assert.Equal(delivery.Id, e.DeliveryId));
        Assert.Empty(await StorageFixture.RowsAsync(parts.Tables.PendingDeliveries, "smartreach"));

        string[] before = await parts.EventsAsync($"smartreach_{day}");
        JobCounts preview = (await parts.PreviewAsync(One(delivery))).Counts;
        Assert.Equal(0, preview.GetValueOrDefault("deliveries/changed"));
        Assert.DoesNotContain(
            preview, count => count.Key.StartsWith("events/", StringComparison.Ordinal) && count.Value > 0);
        await RemoveHalfAsync(parts, $"smartreach_{day}");
        preview = (await parts.PreviewAsync(One(delivery))).Counts;
        Assert.Equal((Events + 1) / 2, preview["events/message.sent/added"]);
        Job replay = await parts.ReplayAsync(One(delivery));
        Assert.Equal((JobStatuses.Done, (Events + 1) / 2), (replay.Status, replay.Counts["events/message.sent/added"]));
        Assert.Equal(before, await parts.EventsAsync($"smartreach_{day}"));

        Job erasure = await parts.EraseAsync(new Person { Vendor = "smartreach", ContactId = "7" });
        Assert.Equal(JobStatuses.Done, erasure.Status);
        Assert.Equal(Events - 1, (await parts.EventsAsync($"smartreach_{day}")).Length);
    }

    [Fact]
    public async Task A_dry_run_in_the_background_says_the_same_and_changes_nothing()
    {
        const int OfNobodyElse = 1_000_000; // other tests' deliveries are in this storage, too
        (DateTimeOffset at, string day) = NextDay();
        StorageParts parts = new(storage, clock: new ManualClock(at.AddMinutes(1)));
        Delivery delivery = Samples.Delivery(Sends(at, Events, first: OfNobodyElse), "smartreach", at);
        await parts.Inbox.AcceptAsync(delivery);
        await parts.ProcessAsync(await parts.DrainAsync());
        await RemoveHalfAsync(parts, $"smartreach_{day}");
        string[] before = await parts.EventsAsync($"smartreach_{day}");
        Person person = new() { Vendor = "smartreach", ContactId = $"{OfNobodyElse + 5}" };

        Job replay = await RunAsync(JobKinds.Replay, One(delivery).ToJson());
        Job erasure = await RunAsync(JobKinds.Erasure, person.ToJson());

        Assert.Equal((Events + 1) / 2, replay.Counts["events/message.sent/added"]);
        Assert.Equal(1, erasure.Counts["deliveries/erased"]);
        Assert.Null(erasure.Request);
        Assert.Equal(before, await parts.EventsAsync($"smartreach_{day}"));
        StoredDelivery? stored = await parts.Deliveries.FindAsync("smartreach", delivery.Id, CancellationToken.None);
        Assert.Equal(DeliveryStatuses.Processed, stored!.Status);
        Assert.Empty(await StorageFixture.RowsAsync(parts.Tables.ServiceState, "erased"));

        async Task<Job> RunAsync(string kind, string request)
        {
            string preview = JobKinds.PreviewOf(kind);
            Job asked = await parts.Jobs.AddAsync(preview, request, CancellationToken.None);
            Job ran = (await parts.Runner.RunAsync(preview, asked.Id, CancellationToken.None))!;
            Assert.Equal(JobStatuses.Done, ran.Status);
            Job? found = await parts.Jobs.FindWithPreviewsAsync(kind, asked.Id, CancellationToken.None);
            Assert.Equal(asked.Id, found!.Id);
            return ran;
        }
    }

    [Fact]
    public async Task A_dry_run_that_nobody_can_wait_for_says_so()
    {
        (DateTimeOffset at, string _) = NextDay();
        StorageParts parts = new(storage, clock: new ManualClock(at.AddMinutes(1)));
        Delivery delivery = Samples.Delivery(Sends(at, Events), "smartreach", at);
        await parts.Inbox.AcceptAsync(delivery);
        await parts.ProcessAsync(await parts.DrainAsync());
        StorageParts hasty = new(storage, clock: new HastyClock());

        Person person = new() { Vendor = "smartreach", ContactId = "6" };
        Assert.True((await hasty.PreviewAsync(One(delivery))).IsTooLong);
        Assert.True((await hasty.ErasurePreview.MakeAsync(person, null, CancellationToken.None)).IsTooLong);
        Assert.False((await parts.PreviewAsync(One(delivery))).IsTooLong);
    }

    [Fact]
    public async Task A_run_that_is_cut_off_between_slices_goes_on_where_it_was()
    {
        (DateTimeOffset at, string day) = NextDay();
        Delivery delivery = Samples.Delivery(Sends(at, Events), "smartreach", at);
        StorageParts parts = new(storage);
        await parts.Deliveries.ParkAsync(delivery, CancellationToken.None);
        QueuedDelivery entry = QueuedDelivery.Stored("smartreach", delivery.Id);

        int deaths = 0;
        for (int calls = 3; calls < 300; calls += 7)
        {
            StorageCut cut = new(calls, done: calls % 2 == 0);
            if (await Record.ExceptionAsync(() => new StorageParts(storage, cut: cut).ProcessAsync(entry)) is null)
                break;
            deaths++;
        }

        Assert.InRange(deaths, 3, 40);

        (string[] rolledUp, string[] recounted) = await parts.CountsAsync("smartreach", day);
        Assert.Equal([$"{day}_message.sent_email={Events}"], rolledUp);
        Assert.Equal(rolledUp, recounted);
        StoredDelivery? stored = await parts.Deliveries.FindAsync("smartreach", delivery.Id, CancellationToken.None);
        Assert.Equal(DeliveryStatuses.Processed, stored!.Status);
    }

    [Theory]
    [InlineData("smartico", "[", "]", "custom.received")]
    [InlineData(
        "smartreach", """{"metadata":{"event_type":"activity.email.sent"},"data":[""", "]}", "unknown.received")]
    public async Task Items_that_are_all_the_same_are_one_event_however_many(
        string vendor, string before, string after, string type)
    {
        StorageParts parts = new(storage);
        (DateTimeOffset at, string day) = NextDay();
        // It fits into a message.
        byte[] body = Encoding.UTF8.GetBytes($"{before}{string.Join(',', Enumerable.Repeat('1', Events))}{after}");

        await parts.ProcessAsync(QueuedDelivery.Whole(Samples.Delivery(body, vendor, at)));

        (string[] rolledUp, _) = await parts.CountsAsync(vendor, day);
        Assert.Equal([$"{day}_{type}_{(vendor == "smartico" ? "none" : "email")}=1"], rolledUp);
        TableEntity only = Assert.Single(await StorageFixture.RowsAsync(parts.Tables.Events, $"{vendor}_{day}"));
        Assert.Equal(Events - 1, only.GetInt32("DeliveryIndex"));
    }

    [Fact]
    public async Task A_repeat_of_many_events_belongs_to_the_delivery_that_came_last_in_whatever_order()
    {
        StorageParts parts = new(storage);
        (DateTimeOffset at, string day) = NextDay();
        byte[] body = Sends(at, Events);
        Delivery first = Samples.Delivery(body, "smartreach", at);
        Delivery second = Samples.Delivery(body, "smartreach", at.AddSeconds(1));
        Delivery small = Samples.Delivery(Sends(at, 3), "smartreach", at.AddSeconds(2));

        await parts.ProcessAsync(
            QueuedDelivery.Whole(small), QueuedDelivery.Whole(second), QueuedDelivery.Whole(first));

        List<TableEntity> rows = await StorageFixture.RowsAsync(parts.Tables.Events, $"smartreach_{day}");
        Assert.Equal(Events, rows.Count);
        Assert.Equal(Events - 3, rows.Count(row => row.GetString("DeliveryId") == second.Id));
        Assert.Equal(3, rows.Count(row => row.GetString("DeliveryId") == small.Id));
        JobCounts preview = (await parts.PreviewAsync(
            new ReplayRequest { Vendor = "smartreach", From = at, To = at.AddMinutes(1) })).Counts;
        Assert.Equal((3L, 0L), (preview["deliveries/examined"], preview.GetValueOrDefault("deliveries/changed")));
    }

    [Fact]
    public async Task A_body_that_is_broken_at_its_end_stores_none_of_its_events()
    {
        StorageParts parts = new(storage);
        (DateTimeOffset at, string day) = NextDay();
        Delivery delivery = Samples.Delivery(Sends(at, Events)[..^1], "smartreach", at);

        await parts.ProcessAsync(QueuedDelivery.Whole(delivery));

        Assert.Empty(await parts.EventsAsync($"smartreach_{day}"));
        StoredDelivery? stored = await parts.Deliveries.FindAsync("smartreach", delivery.Id, CancellationToken.None);
        Assert.Equal(DeliveryStatuses.Rejected, stored!.Status);
    }

    [Fact]
    public async Task Bodies_of_one_page_that_are_compressed_to_nothing_are_replayed_one_at_a_time()
    {
        StorageParts parts = new(storage);
        (DateTimeOffset at, string day) = NextDay();
        for (int i = 0; i < Bodies; i++)
        {
            using MemoryStream packed = new();
            using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
                gzip.Write(Sends(at.AddMinutes(i), i % 2 == 0 ? Events : 1_001));
            await parts.ProcessAsync(
                QueuedDelivery.Whole(Samples.Delivery(packed.ToArray(), "smartreach", at.AddMinutes(i))));
        }

        Job replay = await parts.ReplayAsync(
            new ReplayRequest { Vendor = "smartreach", From = at, To = at.AddHours(1) });

        Assert.Equal((JobStatuses.Done, (long)Bodies), (replay.Status, replay.Counts["deliveries/examined"]));
        Assert.Equal(Bodies / 2 * (Events + 1_001), (await parts.EventsAsync($"smartreach_{day}")).Length);
    }

    private static ReplayRequest One(Delivery delivery) => new() { DeliveryId = delivery.Id };

    private static (DateTimeOffset, string) NextDay()
    {
        DateTimeOffset first = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        DateTimeOffset day = first.AddDays(Interlocked.Increment(ref _day));
        return (day, $"{day:yyyyMMdd}");
    }

    private static byte[] Sends(DateTimeOffset at, int count, int first = 1)
    {
        IEnumerable<string> sends = Enumerable.Range(first, count).Select(i => $$"""{"prospect_id":{{i}}}""");
        string metadata = $$"""{"event_type":"activity.email.sent","received_at":{{at.ToUnixTimeMilliseconds()}}}""";
        return Encoding.UTF8.GetBytes($$"""{"metadata":{{metadata}},"data":[{{string.Join(',', sends)}}]}""");
    }

    private static async Task RemoveHalfAsync(StorageParts parts, string partition)
    {
        List<TableEntity> rows = await StorageFixture.RowsAsync(parts.Tables.Events, partition);
        await TransactionWriter.DeleteAsync(
            parts.Tables.Events, [.. rows.Where((_, index) => index % 2 == 0)], CancellationToken.None);
    }

    // As if whatever is waited for took too long.
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
