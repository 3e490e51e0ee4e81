using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Reading;

public sealed class CountReaderTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private const int Days = 40;
    private const int OfDay = 6;

    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly string[] Vendors = ["smartreach", "smartico"];

    [Theory]
    [InlineData(1_000)]
    [InlineData(240)]
    [InlineData(100)]
    [InlineData(7)]
    public async Task Pages_hold_each_count_once_in_order_wherever_they_end(int limit)
    {
        CountReader reader = new(await FillAsync());
        CountQuery query = Query();
        IReadOnlyList<DailyCount> all = await reader.ReadAsync(query, CancellationToken.None);
        List<DailyCount> paged = [];
        string? next = null;
        do
        {
            CountPage page = await reader.PageAsync(query, limit, next, CancellationToken.None);
            Assert.Equal(page.Next is null ? page.Counts.Count : limit, page.Counts.Count);
            Assert.True(page.Next is null || CountReader.IsContinuation(page.Next, query), page.Next);
            paged.AddRange(page.Counts);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(2 * Days * OfDay, all.Count);
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task Each_is_given_once()
    {
        CountReader reader = new(await FillAsync());
        List<DailyCount> given = [];

        await reader.ForEachAsync(Query() with { Type = EventTypes.MessageSent }, given.Add, CancellationToken.None);

        IReadOnlyList<DailyCount> all = await reader.ReadAsync(Query(), CancellationToken.None);
        Assert.Equal(
            all.Where(count => count.Type == EventTypes.MessageSent).Select(count => count.ToString()).Order(),
            given.Select(count => count.ToString()).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("smartico")]
    [InlineData("nobody/20260102_x")]
    [InlineData("smartico/2026")]
    [InlineData("smartico/20251231_message.sent_sms")]
    [InlineData("smartico/20260210_message.sent_sms")]
    [InlineData("smartico/20260102_x/y")]
    public void Place_that_no_page_gave_is_none(string continuation) =>
        Assert.False(CountReader.IsContinuation(continuation, Query()));

    private static CountQuery Query() => new()
    {
        Vendors = Vendors,
        From = First,
        To = First.AddDays(Days - 1),
        ByCampaign = true,
    };

    private async Task<WebhookTables> FillAsync()
    {
        WebhookTables tables = storage.Tables;
        foreach (string vendor in Vendors)
        {
            // A day more at each end, which is not asked for.
            TableEntity[] rows = [.. Enumerable.Range(-1, Days + 2).SelectMany(day =>
                Enumerable.Range(0, OfDay).Select(number => Row(vendor, First.AddDays(day), number)))];
            await TransactionWriter.ReplaceAsync(tables.DailyCampaignCounts, rows, CancellationToken.None);
        }

        return tables;
    }

    private static TableEntity Row(string vendor, DateOnly day, int number)
    {
        CountKey key = new(
            number % 2 == 0 ? EventTypes.MessageSent : EventTypes.MessageOpened,
            Channels.Email,
            $"c{number / 2}",
            number == 5 ? null : "Day 1");
        return new TableEntity(vendor, CountKeys.OfCampaign(day, key))
        {
            ["Day"] = CountKeys.Day(day),
            ["Type"] = key.Type,
            ["Channel"] = key.Channel,
            ["Count"] = (long)number + 1,
            ["Campaign"] = key.Campaign,
            ["CampaignStep"] = key.CampaignStep,
        };
    }
}
