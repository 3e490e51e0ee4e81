using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Webhooks.Simulation.Tests.Conformance.Cases;

internal static class TableCases
{
    private const string Deleting = "https://learn.microsoft.com/rest/api/storageservices/delete-table";
    private const string NoCode =
        "It gives no code: https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes";

    public static IEnumerable<StorageCase> All { get; } =
    [
        new("a table is made, and found by its name", async account =>
        {
            TableClient table = await account.TableAsync();
            Assert.Equal([table.Name], await NamesAsync(account, $"TableName eq '{table.Name}'"));
        }),
        new("a table that is there is not made again", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(409, "TableAlreadyExists", () => table.CreateAsync());
        }),
        new("a table that is there is no failure where it need only be there", async account =>
        {
            TableClient table = await account.TableAsync();
            await table.CreateIfNotExistsAsync();
            Assert.Single(await NamesAsync(account, $"TableName eq '{table.Name}'"));
        }),
        new("a table's name differs by more than case", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(
                409, "TableAlreadyExists", () => account.Tables.CreateTableAsync(table.Name.ToUpperInvariant()));
        }),
        new("a table is deleted with its rows", async account =>
        {
            TableClient table = await account.TableAsync(new TableEntity("p", "r"));
            await table.DeleteAsync();
            Assert.Empty(await NamesAsync(account, $"TableName eq '{table.Name}'"));
            await Account.RefusedAsync(404, "TableNotFound", () => Account.KeysAsync(table.QueryAsync<TableEntity>()));
        }),
        new("a table that is not there is deleted without a failure of the client", async account =>
            Assert.Equal(404, (await account.Tables.GetTableClient(Account.NewName("None")).DeleteAsync()).Status)),
        new("a deleted table's name is not free at once", async account =>
        {
            TableClient table = await account.TableAsync();
            await table.DeleteAsync();
            await Account.RefusedAsync(409, "TableBeingDeleted", () => table.CreateAsync());
        }) { AzuriteDiffers = $"It is free at once: {Deleting}" },
        new("a row of a table that is not there is not written", async account =>
            await Account.RefusedAsync(404, "TableNotFound", () =>
                account.Tables.GetTableClient("Nowhere").UpsertEntityAsync(new TableEntity("p", "r")))),
        new("a row of a table that is not there is not added", async account =>
            await Account.RefusedAsync(404, "TableNotFound", () =>
                account.Tables.GetTableClient("Nowhere").AddEntityAsync(new TableEntity("p", "r")))),
        new("a row of a table that is not there is not read", async account =>
            await Account.RefusedAsync(404, "TableNotFound", () =>
                account.Tables.GetTableClient("Nowhere").GetEntityAsync<TableEntity>("p", "r"))),
        new("a transaction on a table that is not there is not done", async account =>
            await Account.RefusedAsync(404, "TableNotFound", () => account.Tables.GetTableClient("Nowhere")
                .SubmitTransactionAsync(
                    [new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "r"))]))),
        new("a table's name has letters and digits only", async account =>
            await Account.RefusedAsync(400, "InvalidResourceName", () =>
                account.Tables.CreateTableAsync("no-hyphens"))) { AzuriteDiffers = NoCode },
        new("a table's name does not start with a digit", async account =>
            await Account.RefusedAsync(400, "InvalidResourceName", () =>
                account.Tables.CreateTableAsync("1table"))) { AzuriteDiffers = NoCode },
        new("a table's name has three characters at least", async account =>
            await Account.RefusedAsync(
                400, "OutOfRangeInput", () => account.Tables.CreateTableAsync("ab"))) { AzuriteDiffers = NoCode },
        new("a table's name has 63 characters at most", async account =>
            await Account.RefusedAsync(400, "OutOfRangeInput", () =>
                account.Tables.CreateTableAsync(new string('a', 64)))) { AzuriteDiffers = NoCode },
        new("tables are listed in pages", async account =>
        {
            string prefix = Account.NewName("Page");
            foreach (string suffix in (string[])["a", "b", "c", "d", "e"])
                await account.Tables.CreateTableAsync(prefix + suffix);
            List<int> pages = [];
            await foreach (Page<TableItem> page in account.Tables.QueryAsync(
                $"TableName ge '{prefix}a' and TableName le '{prefix}e'", maxPerPage: 2).AsPages())
                pages.Add(page.Values.Count);
            Assert.Equal(5, pages.Sum());
            Assert.All(pages, count => Assert.InRange(count, 0, 2));
        }),
    ];

    private static async Task<List<string>> NamesAsync(Account account, string filter)
    {
        List<string> names = [];
        await foreach (TableItem table in account.Tables.QueryAsync(filter))
            names.Add(table.Name);
        return names;
    }
}
