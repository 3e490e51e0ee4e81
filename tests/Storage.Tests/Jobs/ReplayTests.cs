using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;
using Webhooks.Ingestion.Vendors.Smartico;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;

namespace Webhooks.Storage.Tests.Jobs;

public class ReplayTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    // Another campaign field gives every send another identity, as a real change of a mapper might.
    private static readonly VendorOptions AfterChange =
        new() { Smartico = new SmarticoOptions { Fields = new SmarticoFields { Campaign = "other" } } };

    [Fact]
    public async Task Range_to_the_end_of_time_ends_now()
    {
        DateTimeOffset day = new(2026, 4, 20, 0, 0, 0, TimeSpan.Zero);
        StorageParts parts = new(storage, clock: new ManualClock(day.AddHours(23)));
        await parts.ProcessAsync(Sends(day, 3).Select(QueuedDelivery.Whole));
        ReplayRequest range = new() { Vendor = "smartico", From = day, To = DateTimeOffset.MaxValue };

        ReplayPreview preview = await parts.PreviewAsync(range);
        Job job = await parts.ReplayAsync(range);

        Assert.Equal((3, 3), (preview.Counts["deliveries/examined"], job.Counts["deliveries/examined"]));
        Assert.Equal(JobStatuses.Done, job.Status);
        Assert.Empty((await parts.PreviewAsync(range with { From = range.To!.Value.AddDays(-1) })).Counts);
    }

    [Fact]
    public async Task After_a_change_of_the_mapper_it_gives_what_a_fresh_ingest_would_and_a_second_one_changes_nothing()
    {
        DateTimeOffset day = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        StorageParts before = new(storage), after = new(storage, AfterChange);
        List<Delivery> sent = Sends(day, 130);
        sent.Add(sent[3] with { Id = DeliveryId.New(day.AddHours(20)), ReceivedAt = day.AddHours(20) });
        foreach (Delivery[] message in sent.Chunk(50))
            await before.ProcessAsync(message.Select(QueuedDelivery.Whole));
        ReplayRequest range = new() { Vendor = "smartico", From = day, To = day.AddDays(1) };

        ReplayPreview preview = await after.PreviewAsync(range);
        Assert.Equal(
            (130L, 130L), (preview.Counts["events/message.sent/added"], preview.Counts["events/message.sent/removed"]));
        Assert.Equal(131, preview.Counts["deliveries/examined"]);
        Job job = await after.ReplayAsync(range);

        Assert.Equal(JobStatuses.Done, job.Status);
        Assert.Equal(preview.Counts, job.Counts);
        string[] events = await after.EventsAsync("smartico_20260401");
        Assert.Equal(130, events.Length);
        Assert.All(sent.SelectMany(delivery => after.Mapper.Map(delivery).EventKeys), key => Assert.Contains(
            events, e => e.Contains(key.Row, StringComparison.Ordinal)));
        (string[] rolledUp, string[] recounted) = await after.CountsAsync("smartico", "20260401");
        Assert.Equal(recounted, rolledUp);
        Assert.Contains(events, e => e.Contains($"DeliveryId={sent[^1].Id}", StringComparison.Ordinal));

        List<string> versions = await VersionsAsync(after);
        Job second = await after.ReplayAsync(range);
        Assert.Equal(["deliveries/examined", "deliveries/processed"], second.Counts.Keys);
        Assert.Equal(versions, await VersionsAsync(after));
        Assert.Empty(await StorageFixture.RowsAsync(after.Tables.PendingDeliveries, JobKinds.Replay));
    }

    [Fact]
    public async Task Rejected_deliveries_that_map_after_a_fix_leave_the_rejected_ones_and_others_count_one_attempt()
    {
        DateTimeOffset at = new(2026, 4, 3, 8, 0, 0, TimeSpan.Zero);
        StorageParts parts = new(storage);
        Delivery hopeless = Samples.Delivery("{ nothing", at: at);
        Delivery given = Samples.Delivery(Samples.Send("given-up", at.ToUnixTimeMilliseconds()), at: at);
        await parts.ProcessAsync(QueuedDelivery.Whole(hopeless));
        Assert.Equal(1, await parts.Poison.ParkAsync(
            new MessageWriter().TryPack([QueuedDelivery.Whole(given)]), CancellationToken.None));

        Job job = await parts.ReplayAsync(new ReplayRequest { Rejected = true, Vendor = "smartico" });
        await parts.Runner.RunAsync(JobKinds.Replay, job.Id, CancellationToken.None);

        TableEntity rejected = (
            await parts.Deliveries.FindRejectedAsync("smartico", hopeless.Id, CancellationToken.None))!;
        Assert.Equal(2, rejected.GetInt32("Attempts"));
        Assert.Null(await parts.Deliveries.FindRejectedAsync("smartico", given.Id, CancellationToken.None));
        Assert.Equal(
            "processed", (await parts.Deliveries.FindAsync("smartico", given.Id, CancellationToken.None))!.Status);
        Assert.Single(await parts.EventsAsync("smartico_20260403"));
        (string[] rolledUp, string[] recounted) = await parts.CountsAsync("smartico", "20260403");
        Assert.Equal(recounted, rolledUp);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_replay_that_dies_at_any_storage_call_is_finished_by_the_next_step(bool done)
    {
        int cut = 1;
        for (bool died = true; died; cut++)
        {
            DateTimeOffset day = new(done ? 2013 : 2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
            day = day.AddDays(cut * 70); // months apart, so that no run sees another's
            string name = day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
            StorageParts before = new(storage), whole = new(storage, AfterChange);
            List<Delivery> sent = Sends(day, 7);
            sent.Add(sent[3] with { Id = DeliveryId.New(day.AddHours(20)), ReceivedAt = day.AddHours(20) });
            await before.ProcessAsync(sent.Select(QueuedDelivery.Whole));
            Delivery large = Samples.Delivery("x{" + new string('y', 200_000), at: day);
            await before.Deliveries.ParkAsync(large, CancellationToken.None);
            await before.RollUp.RunAsync(CancellationToken.None);

            StorageCut death = new(cut, done);
            StorageParts dying = new(storage, AfterChange, cut: death);
            ReplayRequest range = new() { Vendor = "smartico", From = day, To = day.AddDays(1) };
            Job job = await whole.Jobs.AddAsync(JobKinds.Replay, range.ToJson(), CancellationToken.None);
            await Record.ExceptionAsync(() => dying.Runner.RunAsync(JobKinds.Replay, job.Id, CancellationToken.None));
            died = death.IsDead;
            await before.RollUp.RunAsync(CancellationToken.None); // at the worst moment: half of it is there

            await whole.Runner.RunAsync(JobKinds.Replay, job.Id, CancellationToken.None);
            Job finished = (await whole.Jobs.FindAsync(JobKinds.Replay, job.Id, CancellationToken.None))!;

            Assert.True(finished.Status == JobStatuses.Done, $"cut {cut}");
            Assert.True(
                (finished.Counts.GetValueOrDefault("events/message.sent/added"), finished.Counts.GetValueOrDefault(
                    "events/message.sent/removed")) == (7, 7),
                $"cut {cut}: {string.Join(", ", finished.Counts)}");
            Assert.Equal(7, (await whole.EventsAsync($"smartico_{name}")).Length);
            (string[] rolledUp, string[] recounted) = await whole.CountsAsync("smartico", name);
            Assert.True(recounted.SequenceEqual(rolledUp), $"cut {cut}: {string.Join(", ", rolledUp)}");
            TableEntity[] rows = [.. (await StorageFixture.RowsAsync(
                whole.Tables.Deliveries, $"smartico_{name}")).Where(row => row.ContainsKey("Status"))];
            Assert.Equal(9, rows.Length);
            Assert.DoesNotContain(rows, row => row.ContainsKey("Unfinished") || row.GetString("Status") == "received");
            Assert.Equal(1, (await whole.Deliveries.FindRejectedAsync(
                "smartico", large.Id, CancellationToken.None))!.GetInt32("Attempts"));
            Assert.True((await whole.PreviewAsync(range)).Counts.Keys.All(
                key => !key.StartsWith("events", StringComparison.Ordinal)));
        }

        Assert.InRange(cut, 10, 60);
    }

    [Fact]
    public async Task A_message_that_comes_again_does_not_undo_what_was_replayed_since()
    {
        DateTimeOffset at = new(2026, 4, 5, 8, 0, 0, TimeSpan.Zero);
        StorageParts before = new(storage), after = new(storage, AfterChange);
        Delivery sent = Sends(at, 1)[0];
        await before.ProcessAsync(QueuedDelivery.Whole(sent));
        await after.ReplayAsync(new ReplayRequest { DeliveryId = sent.Id });

        await after.ProcessAsync(QueuedDelivery.Whole(sent));
        Assert.Single(await after.EventsAsync("smartico_20260405"));
        await before.ProcessAsync(QueuedDelivery.Whole(sent));
        Assert.Single(await before.EventsAsync("smartico_20260405"));
    }

    [Fact]
    public async Task Poison_that_is_processed_after_all_leaves_no_rejected_delivery()
    {
        DateTimeOffset at = new(2026, 4, 6, 8, 0, 0, TimeSpan.Zero);
        StorageParts parts = new(storage);
        Delivery sent = Sends(at, 1)[0];
        byte[] message = new MessageWriter().TryPack([QueuedDelivery.Whole(sent)])!;
        await parts.Poison.ParkAsync(message, CancellationToken.None);

        await parts.Processor.ProcessAsync(message, CancellationToken.None);
        Assert.Equal(0, await parts.Poison.ParkAsync(message, CancellationToken.None));

        Assert.Equal(
            "processed", (await parts.Deliveries.FindAsync("smartico", sent.Id, CancellationToken.None))!.Status);
        Assert.Null(await parts.Deliveries.FindRejectedAsync("smartico", sent.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Every_delivery_of_a_range_is_read_once_from_the_newest_to_the_oldest()
    {
        DateTimeOffset start = new(2026, 5, 1, 23, 0, 0, TimeSpan.Zero);
        Random random = new(7);
        StorageParts parts = new(storage);
        List<Delivery> sent = [];
        for (int i = 0; i < 450; i++)
        {
            DateTimeOffset at = i < 130 ? start : start.AddMilliseconds(random.Next(3 * 60 * 60 * 1000));
            sent.Add(Samples.Delivery(i % 50 == 0 ? new string('z', 100_000) + i : Samples.Send($"page{i}"), at: at));
        }

        foreach (Delivery[] message in sent.Chunk(100))
            await parts.ProcessAsync(message.Select(QueuedDelivery.Whole));
        (DateTimeOffset from, DateTimeOffset to) = (start.AddMilliseconds(1), start.AddHours(2));
        Assert.Equal(
            sent.Where(d => d.ReceivedAt >= from
                && d.ReceivedAt < to).Select(d => d.Id).OrderDescending(StringComparer.Ordinal),
            await AllAsync(parts, from, to));
        Assert.Equal(130, (await AllAsync(parts, start, from)).Distinct().Count());
    }

    private static async Task<List<string>> AllAsync(StorageParts parts, DateTimeOffset from, DateTimeOffset to)
    {
        List<string> read = [];
        string? cursor = null;
        do
        {
            StoredPage page = await parts.Pages.ReadAsync("smartico", from, to, cursor, CancellationToken.None);
            read.AddRange(page.Deliveries.Select(delivery => delivery.Delivery.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        return read;
    }

    private static List<Delivery> Sends(DateTimeOffset day, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Samples.Delivery(
        Samples.Send($"user{i}", day.AddSeconds(i * 500).ToUnixTimeMilliseconds()), at: day.AddSeconds(i * 500)))];

    private static async Task<List<string>> VersionsAsync(StorageParts parts) =>
        [.. (await StorageFixture.RowsAsync(parts.Tables.Events, "smartico_20260401"))
            .Concat(await StorageFixture.RowsAsync(parts.Tables.Deliveries, "smartico_20260401"))
            .Concat(await StorageFixture.RowsAsync(parts.Tables.DailyCounts, "smartico"))
            .Select(row => $"{row.PartitionKey}/{row.RowKey} {row.ETag}")];
}
