using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.RollUp;

public class DailyRollUpTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly WebhookTables _tables = storage.Tables;
    private readonly EventStore _events = Samples.Store(storage.Tables);
    private readonly DailyRollUp _rollUp = new(
        storage.Tables, new PurgeMarks(storage.Tables), TimeProvider.System, NullLogger<DailyRollUp>.Instance);

    [Fact]
    public async Task Three_runs_count_the_same_and_a_late_event_is_added_by_the_next()
    {
        DateTimeOffset noon = Samples.Noon;
        await StoreAsync(
            Samples.Event(1, noon), Samples.Event(2, noon.AddMinutes(1)), Samples.Event(3, noon.AddHours(2)));

        for (int run = 0; run < 3; run++)
        {
            await _rollUp.RunAsync(CancellationToken.None);
            Assert.Equal(["20260301_message.sent_email=3"], await CountsAsync("smartreach", "20260301"));
        }

        await StoreAsync(Samples.Event(4, noon.AddMinutes(-5)));
        await _rollUp.RunAsync(CancellationToken.None);

        Assert.Equal(["20260301_message.sent_email=4"], await CountsAsync("smartreach", "20260301"));
    }

    [Fact]
    public async Task Midnight_divides_two_days()
    {
        DateTimeOffset midnight = new(2026, 4, 2, 0, 0, 0, TimeSpan.Zero);
        await StoreAsync(Samples.Event(1, midnight.AddMilliseconds(-1)), Samples.Event(2, midnight));

        await _rollUp.RunAsync(CancellationToken.None);

        Assert.Equal(["20260401_message.sent_email=1"], await CountsAsync("smartreach", "20260401"));
        Assert.Equal(["20260402_message.sent_email=1"], await CountsAsync("smartreach", "20260402"));
    }

    [Fact]
    public async Task Repeated_event_is_counted_once()
    {
        DateTimeOffset at = new(2026, 5, 1, 23, 59, 59, TimeSpan.Zero);
        await StoreAsync(Samples.Event(1, at));
        await _rollUp.RunAsync(CancellationToken.None);
        await StoreAsync(Samples.Event(1, at));
        await _rollUp.RunAsync(CancellationToken.None);

        Assert.Equal(["20260501_message.sent_email=1"], await CountsAsync("smartreach", "20260501"));
    }

    [Fact]
    public async Task Removed_events_leave_the_counts_and_the_last_one_takes_its_row()
    {
        DateTimeOffset at = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
        EngagementEvent opened = Samples.Event(1, at, type: EventTypes.MessageOpened);
        EngagementEvent sent = Samples.Event(2, at);
        await StoreAsync(opened, sent);
        await _rollUp.RunAsync(CancellationToken.None);

        await _events.RemoveAsync([EventKey.Of(opened)], CancellationToken.None);
        await _rollUp.RunAsync(CancellationToken.None);

        Assert.Equal(["20260601_message.sent_email=1"], await CountsAsync("smartreach", "20260601"));
    }

    [Fact]
    public async Task Campaigns_are_counted_by_name_and_step()
    {
        DateTimeOffset at = new(2026, 7, 1, 8, 0, 0, TimeSpan.Zero);
        await StoreAsync(
            Samples.Event(1, at, campaign: "A/B \"#?\" 🎉"),
            Samples.Event(2, at, campaign: "A/B \"#?\" 🎉"),
            Samples.Event(3, at, campaign: "B"),
            Samples.Event(4, at));
        await _rollUp.RunAsync(CancellationToken.None);

        List<TableEntity> rows = await StorageFixture.RowsAsync(_tables.DailyCampaignCounts, "smartreach");
        Assert.Equal(
            ["A/B \"#?\" 🎉=2", "B=1"],
            rows.Where(row => row.GetString("Day") == "20260701")
                .Select(row => $"{row.GetString("Campaign")}={row.GetInt64("Count")}")
                .Order());
    }

    [Fact]
    public async Task Two_roll_ups_at_once_end_with_the_right_counts()
    {
        DateTimeOffset day = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);
        for (int round = 0; round < 5; round++)
        {
            EngagementEvent[] batch = [.. Enumerable.Range(round * 24, 24).Select(
                i => Samples.Event(i, day.AddHours(i % 24)))];
            Task[] everything =
            [
                StoreAsync(batch),
                _rollUp.RunAsync(CancellationToken.None),
                _rollUp.RunAsync(CancellationToken.None),
            ];
            try
            {
                await Task.WhenAll(everything);
            }
            catch (Azure.RequestFailedException e)
            {
                Assert.True(e.Status is 412 or 409 or 404, "Only a lost race may fail, and its marks stay.");
            }
        }

        await _rollUp.RunAsync(CancellationToken.None);
        Assert.Equal(["20260801_message.sent_email=120"], await CountsAsync("smartreach", "20260801"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counts_equal_a_recount_whatever_the_order_and_repetition(int seed)
    {
        Random random = new(seed);
        DateTimeOffset start = new(2027, seed, 1, 0, 0, 0, TimeSpan.Zero);
        EngagementEvent[] events = [.. Enumerable.Range(0, 300).Select(i => Samples.Event(
            i,
            start.AddMinutes(random.Next(3 * 24 * 60)),
            type: EventTypes.All[random.Next(EventTypes.All.Count)],
            channel: random.Next(3) == 0 ? null : Channels.All[random.Next(Channels.All.Count)]))];
        for (int i = 0; i < 10; i++)
        {
            await StoreAsync([.. Enumerable.Range(0, 50).Select(_ => events[random.Next(events.Length)])]);
            await _rollUp.RunAsync(CancellationToken.None);
        }

        await StoreAsync(events);
        await _rollUp.RunAsync(CancellationToken.None);

        string[] expected = [.. events
            .GroupBy(e => $"{e.OccurredAt:yyyyMMdd}_{e.Type}_{e.Channel ?? "none"}")
            .Select(group => $"{group.Key}={group.Count()}")
            .Order()];
        Assert.Equal(expected, await CountsAsync("smartreach", $"2027{seed:00}"));
    }

    private Task StoreAsync(params EngagementEvent[] events) => _events.StoreAsync(events, CancellationToken.None);

    private async Task<string[]> CountsAsync(string vendor, string days)
    {
        List<TableEntity> rows = await StorageFixture.RowsAsync(_tables.DailyCounts, vendor);
        return [.. rows
            .Where(row => row.RowKey.StartsWith(days, StringComparison.Ordinal))
            .Select(row => $"{row.RowKey}={row.GetInt64("Count")}")
            .Order()];
    }
}
