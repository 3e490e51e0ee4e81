using Azure;
using Azure.Data.Tables;

namespace Webhooks.Simulation.Tests.Conformance.Cases;

/// <summary>Single writes and reads, and their conditions.</summary>
internal static class WriteCases
{
    public static IEnumerable<StorageCase> All { get; } =
    [
        new("a row is added once", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await Account.RefusedAsync(409, "EntityAlreadyExists", () => table.AddEntityAsync(Row(2)));
            Assert.Equal(1, await AAsync(table));
        }),
        new("an add answers the row's ETag", async account =>
        {
            TableClient table = await account.TableAsync();
            ETag? added = (await table.AddEntityAsync(Row(1))).Headers.ETag;
            Assert.Equal((await GetAsync(table)).ETag, added);
        }),
        new("a put makes a row", async account =>
        {
            TableClient table = await account.TableAsync();
            await table.UpsertEntityAsync(Row(1), TableUpdateMode.Replace);
            Assert.Equal(1, await AAsync(table));
        }),
        new("a put replaces a row, and leaves nothing of it", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, TableUpdateMode.Replace);
            TableEntity row = await GetAsync(table);
            Assert.False(row.ContainsKey("A"));
            Assert.Equal(2, row.GetInt32("B"));
        }),
        new("a put answers the row's new ETag", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            ETag? put = (await table.UpsertEntityAsync(Row(2), TableUpdateMode.Replace)).Headers.ETag;
            Assert.Equal((await GetAsync(table)).ETag, put);
        }),
        new("a merge makes a row", async account =>
        {
            TableClient table = await account.TableAsync();
            await table.UpsertEntityAsync(Row(1), TableUpdateMode.Merge);
            Assert.Equal(1, await AAsync(table));
        }),
        new("a merge changes what it has, and keeps the rest", async account =>
        {
            TableClient table = await account.TableAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });
            await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 3L, ["C"] = 4 }, TableUpdateMode.Merge);
            TableEntity row = await GetAsync(table);
            Assert.Equal((1, 3L, 4), (row.GetInt32("A"), row.GetInt64("B"), row.GetInt32("C")));
        }),
        new("a merge of a null keeps what is there", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = null }, TableUpdateMode.Merge);
            Assert.Equal(1, await AAsync(table));
        }),
        new("an update replaces the row that was read", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await table.UpdateEntityAsync(Row(2), (await GetAsync(table)).ETag, TableUpdateMode.Replace);
            Assert.Equal(2, await AAsync(table));
        }),
        new("an update of a row that changed meanwhile is refused", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            ETag read = (await GetAsync(table)).ETag;
            await table.UpsertEntityAsync(Row(2));
            await Account.RefusedAsync(412, "UpdateConditionNotSatisfied", () =>
                table.UpdateEntityAsync(Row(3), read, TableUpdateMode.Replace));
            Assert.Equal(2, await AAsync(table));
        }),
        new("a merging update of a row that changed meanwhile is refused", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            ETag read = (await GetAsync(table)).ETag;
            await table.UpsertEntityAsync(Row(2));
            await Account.RefusedAsync(412, "UpdateConditionNotSatisfied", () => table.UpdateEntityAsync(Row(3), read));
        }),
        new("a write of the same values changes the ETag", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            ETag first = (await GetAsync(table)).ETag;
            await account.WaitAsync(TimeSpan.FromMilliseconds(20));
            await table.UpsertEntityAsync(Row(1), TableUpdateMode.Replace);
            Assert.NotEqual(first, (await GetAsync(table)).ETag);
        }),
        new("two writes at once change the ETag twice", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            Response one = await table.UpsertEntityAsync(Row(2));
            Response other = await table.UpsertEntityAsync(Row(3));
            Assert.NotEqual(one.Headers.ETag, other.Headers.ETag);
        }),
        new("an update of any version needs a row", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(
                404, "ResourceNotFound", () => table.UpdateEntityAsync(Row(1), ETag.All, TableUpdateMode.Replace));
        }),
        new("a merging update of any version needs a row", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(
                404, "ResourceNotFound", () => table.UpdateEntityAsync(Row(1), ETag.All, TableUpdateMode.Merge));
        }),
        new("an update of any version replaces a row", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await table.UpdateEntityAsync(Row(2), ETag.All, TableUpdateMode.Replace);
            Assert.Equal(2, await AAsync(table));
        }),
        new("a row is deleted", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await table.DeleteEntityAsync("p", "r");
            Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        }),
        new("a row that was deleted can be added again", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await table.DeleteEntityAsync("p", "r");
            await table.AddEntityAsync(Row(2));
            Assert.Equal(2, await AAsync(table));
        }),
        new("a row that is not there is deleted without a failure of the client", async account =>
        {
            TableClient table = await account.TableAsync();
            Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
        }),
        new("a row that changed meanwhile is not deleted", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            ETag read = (await GetAsync(table)).ETag;
            await table.UpsertEntityAsync(Row(2));
            await Account.RefusedAsync(
                412, "UpdateConditionNotSatisfied", () => table.DeleteEntityAsync("p", "r", read));
            Assert.Equal(2, await AAsync(table));
        }),
        new("a row as it was read is deleted", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await table.DeleteEntityAsync("p", "r", (await GetAsync(table)).ETag);
            Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        }),
        new("a row that is not there is not found", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await Account.RefusedAsync(404, "ResourceNotFound", () => table.GetEntityAsync<TableEntity>("p", "other"));
        }),
        new("a read gives the columns that it asks for", async account =>
        {
            TableClient table = await account.TableAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2L });
            TableEntity row = await table.GetEntityAsync<TableEntity>("p", "r", ["B"]);
            Assert.False(row.ContainsKey("A"));
            Assert.Equal(2L, row.GetInt64("B"));
        }),
        new("keys differ by case", async account =>
        {
            TableClient table = await account.TableAsync(Row(1));
            await table.AddEntityAsync(new TableEntity("P", "r") { ["A"] = 2 });
            await table.AddEntityAsync(new TableEntity("p", "R") { ["A"] = 3 });
            Assert.Equal(1, await AAsync(table));
        }),
    ];

    private static TableEntity Row(int a) => new("p", "r") { ["A"] = a };

    private static async Task<TableEntity> GetAsync(TableClient table) =>
        await table.GetEntityAsync<TableEntity>("p", "r");

    private static async Task<int?> AAsync(TableClient table) => (await GetAsync(table)).GetInt32("A");
}
