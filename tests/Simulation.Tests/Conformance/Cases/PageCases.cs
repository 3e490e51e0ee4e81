using Azure;
using Azure.Data.Tables;

namespace Webhooks.Simulation.Tests.Conformance.Cases;

/// <summary>Queries in pages.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination</remarks>
internal static class PageCases
{
    public static IEnumerable<StorageCase> All { get; } =
    [
        new("rows come by partition, then by row key", async account =>
        {
            TableClient table = await account.TableAsync(
                new("b", "1"), new("a", "2"), new("a", "10"), new("a", "1"), new("B", "3"), new("", "0"));
            Assert.Equal("0 3 1 10 2 1", await Account.KeysAsync(table.QueryAsync<TableEntity>()));
        }),
        new("a page has no more than asked for", async account =>
        {
            TableClient table = await account.TableAsync(Rows(5));
            Assert.Equal([2, 2, 1], (await PagesAsync(table, null, 2)).Where(count => count > 0));
        }),
        new("a page that is full by chance is the last one", async account =>
        {
            TableClient table = await account.TableAsync(Rows(4));
            Assert.Equal(4, (await PagesAsync(table, null, 2)).Sum());
        }),
        new("a page has a thousand rows at most", async account =>
        {
            TableClient table = await account.TableAsync(Rows(1001));
            Assert.Equal([1000, 1], await PagesAsync(table, null, null));
        }),
        new("more than a thousand rows a page cannot be asked for", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(400, "InvalidInput", () => PagesAsync(table, null, 1001));
        })
        {
            AzuriteDiffers =
                "It answers: https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities",
        },
        new("no rows a page cannot be asked for", async account =>
        {
            TableClient table = await account.TableAsync(Rows(1));
            await Account.RefusedAsync(400, "InvalidInput", () => PagesAsync(table, null, 0));
        })
        {
            AzuriteDiffers =
                "It answers: https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities",
        },
        new("a filter goes on from page to page", async account =>
        {
            TableClient table = await account.TableAsync(Rows(30));
            List<string> keys = [];
            await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>("Odd eq true", 4).AsPages())
            {
                Assert.InRange(page.Values.Count, 0, 4);
                keys.AddRange(page.Values.Select(row => row.RowKey));
            }

            Assert.Equal(Enumerable.Range(0, 30).Where(i => i % 2 == 1).Select(i => $"{i:0000}"), keys);
        }),
        new("a range goes on from page to page", async account =>
        {
            TableClient table = await account.TableAsync(Rows(30));
            Assert.Equal(11, (
                await PagesAsync(table, "PartitionKey eq 'p' and RowKey ge '0010' and RowKey le '0020'", 3)).Sum());
        }),
        new("pages go on from partition to partition", async account =>
        {
            TableClient table = await account.TableAsync(
                Enumerable.Range(0, 9).Select(i => new TableEntity($"p{i / 3}", $"{i}")));
            Assert.Equal("0 1 2 3 4 5 6 7 8", await Account.KeysAsync(table.QueryAsync<TableEntity>(maxPerPage: 2)));
        }),
        new("a page can be asked for later by its token", async account =>
        {
            TableClient table = await account.TableAsync(Rows(5));
            string? token = null;
            await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages())
            {
                token = page.ContinuationToken;
                break;
            }

            Assert.NotNull(token);
            List<string> rest = [];
            await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages(token))
                rest.AddRange(page.Values.Select(row => row.RowKey));
            Assert.Equal(["0002", "0003", "0004"], rest);
        }),
        new("a row that was written behind the page comes with a later one", async account =>
        {
            TableClient table = await account.TableAsync(Rows(4));
            List<string> keys = [];
            await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages())
            {
                keys.AddRange(page.Values.Select(row => row.RowKey));
                await table.UpsertEntityAsync(new TableEntity("p", "0000a"));
                await table.UpsertEntityAsync(new TableEntity("p", "9"));
            }

            Assert.Equal(["0000", "0001", "0002", "0003", "9"], keys);
        }),
        new("rows that were deleted between pages do not come", async account =>
        {
            TableClient table = await account.TableAsync(Rows(6));
            List<string> keys = [];
            await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages())
            {
                keys.AddRange(page.Values.Select(row => row.RowKey));
                await table.DeleteEntityAsync("p", "0002");
                await table.DeleteEntityAsync("p", "0003");
            }

            Assert.Equal(["0000", "0001", "0004", "0005"], keys);
        }),
        new("a query gives the columns that it asks for", async account =>
        {
            TableClient table = await account.TableAsync(Rows(2));
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(select: ["Odd"]))
            {
                Assert.False(row.ContainsKey("RowKey"));
                Assert.NotNull(row.GetBoolean("Odd"));
            }
        }),
        new("a query of keys alone has ETags", async account =>
        {
            TableClient table = await account.TableAsync(Rows(1));
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"]))
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag);
            Assert.Equal("", await Account.KeysAsync(table.QueryAsync<TableEntity>()));
        }),
        new("a query of an empty table is one empty page", async account =>
        {
            TableClient table = await account.TableAsync();
            Assert.Equal([0], await PagesAsync(table, null, null));
        }),
    ];

    private static IEnumerable<TableEntity> Rows(int count) =>
        Enumerable.Range(0, count).Select(i => new TableEntity("p", $"{i:0000}") { ["Odd"] = i % 2 == 1 });

    private static async Task<List<int>> PagesAsync(TableClient table, string? filter, int? perPage)
    {
        List<int> pages = [];
        await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(filter, perPage).AsPages())
        {
            pages.Add(page.Values.Count);
            Assert.InRange(pages.Count, 1, 100);
        }

        return pages;
    }
}
