using Azure;
using Azure.Data.Tables;

namespace Webhooks.StandIns.Tests.Tables;

[Collection(TablesTests.Name)]
public sealed class QueryTests(TablesFixture fixture)
{
    [Fact]
    public async Task Pages_hold_as_much_as_asked_and_lead_on()
    {
        TableClient table = await FilledAsync(25);

        List<Page<TableEntity>> pages = await table.QueryAsync<TableEntity>(maxPerPage: 10).AsPages().ToListAsync();

        Assert.Equal([10, 10, 5], pages.Select(p => p.Values.Count));
        Assert.Null(pages[2].ContinuationToken);
        Assert.Equal(200, pages[0].GetRawResponse().Status);

        List<TableEntity> rest = await table.QueryAsync<TableEntity>(maxPerPage: 10)
            .AsPages(pages[0].ContinuationToken, pageSizeHint: 7)
            .SelectMany(p => p.Values)
            .ToListAsync();
        Assert.Equal(Enumerable.Range(10, 15).Select(Row), rest.Select(e => e.RowKey));
    }

    [Fact]
    public async Task A_query_over_more_than_a_thousand_rows_reads_them_all()
    {
        TableClient table = await fixture.CreateTableAsync();
        for (int i = 0; i < 11; i++)
        {
            await table.SubmitTransactionAsync(Enumerable.Range(i * 100, 100)
                .Select(n => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", Row(n)) { ["N"] = n })));
        }

        List<TableEntity> all = await table.QueryAsync<TableEntity>($"PartitionKey eq 'p'", select: ["RowKey", "N"]).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 1100), all.Select(e => e.GetInt32("N")!.Value));
        Assert.All(all, e => Assert.Equal(Row(e.GetInt32("N")!.Value), e.RowKey));
    }

    [Fact]
    public async Task A_filter_finds_by_values_of_every_type()
    {
        TableClient table = await fixture.CreateTableAsync();
        DateTimeOffset time = new(2026, 5, 6, 7, 8, 9, 123, TimeSpan.Zero);
        Guid id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        await table.AddEntityAsync(new TableEntity("p", "hit")
        {
            ["Text"] = "it's",
            ["Int"] = 3,
            ["Long"] = 1L << 60,
            ["Double"] = 1.5,
            ["Bool"] = true,
            ["Time"] = time,
            ["Id"] = id,
        });
        await table.AddEntityAsync(new TableEntity("p", "miss") { ["Text"] = "its", ["Int"] = 4 });

        string filter = TableClient.CreateQueryFilter(
            $"Text eq {"it's"} and Int le {3} and Long eq {1L << 60} and Double eq {1.5} and Bool eq {true} and Time eq {time} and Id eq {id}");

        Assert.Equal("hit", (await table.QueryAsync<TableEntity>(filter).SingleAsync()).RowKey);
    }

    [Fact]
    public async Task A_filter_the_service_does_not_understand_is_an_error()
    {
        TableClient table = await fixture.CreateTableAsync();

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(
            async () => await table.QueryAsync<TableEntity>("PartitionKey eq").ToListAsync());

        Assert.Equal(400, refusal.Status);
    }

    [Fact]
    public void Values_in_a_filter_are_literals()
    {
        DateTime time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        Assert.Equal("A eq 'it''s' and B eq ''", TableClient.CreateQueryFilter($"A eq {"it's"} and B eq {""}"));
        Assert.Equal("A eq 5L and B eq 5", TableClient.CreateQueryFilter($"A eq {5L} and B eq {5}"));
        Assert.Equal("A eq true and B eq 1.5", TableClient.CreateQueryFilter($"A eq {true} and B eq {1.5}"));
        Assert.Equal("A ge datetime'2026-01-02T03:04:05Z'", TableClient.CreateQueryFilter($"A ge {time}"));
        Assert.Equal(
            "A ge datetime'2026-01-02T03:04:05.25Z'",
            TableClient.CreateQueryFilter($"A ge {new DateTimeOffset(time.AddMilliseconds(250))}"));
        Assert.Equal("A eq X'00ff'", TableClient.CreateQueryFilter($"A eq {new byte[] { 0, 255 }}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {new Version(1, 2)}"));
    }

    private static string Row(int number) => number.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<TableClient> FilledAsync(int count)
    {
        TableClient table = await fixture.CreateTableAsync();
        await table.SubmitTransactionAsync(Enumerable.Range(0, count)
            .Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", Row(i)))));
        return table;
    }
}
