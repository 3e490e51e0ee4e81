using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Tests;
using Webhooks.Storage.Events;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;
using Webhooks.Storage.Tests.Interleaving;

namespace Webhooks.Storage.Tests.RollUp;

/// <summary>An hour's counts may be of any size, and a day that cannot be counted stops no other.</summary>
public sealed class LargeRollUpTests
{
    private static readonly int Campaigns = LongTests.Or(30_000, atLength: 100_000);

    private static readonly DateTimeOffset Noon = new(2026, 9, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryTables _memory = new();
    private readonly WebhookTables _tables;
    private readonly EventStore _events;
    private readonly DailyRollUp _rollUp;

    public LargeRollUpTests()
    {
        _tables = new WebhookTables(new GatedTables(_memory, new Turns(isOpen: true)));
        _events = Samples.Store(_tables);
        _rollUp = new DailyRollUp(
            _tables, new PurgeMarks(_tables), new ManualClock(Noon.AddHours(1)), NullLogger<DailyRollUp>.Instance);
    }

    [Fact]
    public async Task Any_number_of_campaigns_in_an_hour_are_counted_and_counted_again()
    {
        Random random = new(1);
        EngagementEvent[] events = [.. Enumerable.Range(0, Campaigns).Select(i => Samples.Event(
            i, Noon.AddMilliseconds(i), campaign: Convert.ToHexString(Bytes(random, 128))))];
        await _events.StoreAsync(events, CancellationToken.None);

        Assert.Equal(1, await _rollUp.RunAsync(CancellationToken.None));
        Assert.Equal([Campaigns], DailyCounts("smartreach"));
        Assert.Equal(
            Campaigns, _memory.Rows(StorageNames.DailyCampaignCounts).Count(row => row.GetInt64("Count") == 1));

        await _events.RemoveAsync([.. events.Skip(10).Select(EventKey.Of)], CancellationToken.None);
        await _rollUp.RunAsync(CancellationToken.None);
        Assert.Equal([10], DailyCounts("smartreach"));
        Assert.Equal(10, _memory.Rows(StorageNames.DailyCampaignCounts).Count());
        Assert.Equal(["-claim", "12"], _memory.Rows(StorageNames.HourlyCounts).Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_day_that_cannot_be_counted_stays_marked_and_stops_no_other_day_or_vendor()
    {
        foreach (int day in (int[])[0, 1, 2])
        {
            await _events.StoreAsync([Samples.Event(1, Noon.AddDays(day))], CancellationToken.None);
            await _events.StoreAsync([Samples.Event(1, Noon.AddDays(day), vendor: "smartico")], CancellationToken.None);
        }

        _memory.IsBroken = partition => partition == "smartreach_20260903";
        await Assert.ThrowsAsync<RequestFailedException>(() => _rollUp.RunAsync(CancellationToken.None));
        Assert.Equal([1, 1], DailyCounts("smartreach"));
        Assert.Equal([1, 1, 1], DailyCounts("smartico"));
        Assert.Equal(["2026090312"], _memory.Rows(StorageNames.TouchedHours).Select(row => row.RowKey));

        _memory.IsBroken = _ => false;
        await _rollUp.RunAsync(CancellationToken.None);
        Assert.Equal([1, 1, 1], DailyCounts("smartreach"));
    }

    private IEnumerable<long> DailyCounts(string vendor) =>
        _memory.Rows(StorageNames.DailyCounts).Where(
            row => row.PartitionKey == vendor).Select(row => row.GetInt64("Count")!.Value);

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
