using Azure;
using Azure.Data.Tables;

namespace Webhooks.Simulation.Tests.Conformance.Cases;

/// <summary>Entity group transactions.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions</remarks>
internal static class TransactionCases
{
    private const string Page =
        "https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions";

    public static IEnumerable<StorageCase> All { get; } =
    [
        new("a transaction does all kinds of writes", async account =>
        {
            TableClient table = await account.TableAsync(Row("a", 1), Row("b", 1), Row("c", 1), Row("d", 1));
            await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpdateReplace, Row("a", 2), ETag.All),
                new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "b") { ["B"] = 2 }, ETag.All),
                new(TableTransactionActionType.Delete, Row("c", 0), ETag.All),
                new(TableTransactionActionType.UpsertReplace, Row("d", 2)),
                new(TableTransactionActionType.UpsertMerge, Row("e", 2)),
                new(TableTransactionActionType.Add, Row("f", 2)),
            ]);
            Assert.Equal("a2 b1 d2 e2 f2", await RowsAsync(table));
        }),
        new("a transaction answers each row's new ETag", async account =>
        {
            TableClient table = await account.TableAsync();
            IReadOnlyList<Response> answers = (await table.SubmitTransactionAsync([Add("a"), Add("b")])).Value;
            Assert.Equal(2, answers.Count);
            Assert.All(answers, answer => Assert.Equal(204, answer.Status));
            Assert.Equal((await table.GetEntityAsync<TableEntity>("p", "b")).Value.ETag, answers[1].Headers.ETag);
        }),
        new("a transaction of 100 rows is done", async account =>
        {
            TableClient table = await account.TableAsync();
            await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(i => Add($"{i:000}")));
            Assert.Equal(100, (await Account.KeysAsync(table.QueryAsync<TableEntity>())).Split(' ').Length);
        }),
        new("a transaction of 101 rows is refused", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(400, "InvalidInput", () =>
                table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(i => Add($"{i:000}"))));
            Assert.Equal("", await RowsAsync(table));
        }) { AzuriteDiffers = $"It refuses it with an answer that the client cannot read: {Page}" },
        new("a transaction whose last write is refused does nothing", async account =>
        {
            TableClient table = await account.TableAsync(Row("a", 1), Row("b", 1), Row("z", 1));
            RequestFailedException failure = await Account.RefusedAsync(
                409, "EntityAlreadyExists", () => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpsertReplace, Row("a", 2)),
                new(TableTransactionActionType.Delete, Row("b", 0), ETag.All),
                Add("c"),
                Add("z"),
            ]));
            Assert.Equal(3, Assert.IsType<TableTransactionFailedException>(failure).FailedTransactionActionIndex);
            Assert.Equal("a1 b1 z1", await RowsAsync(table));
        }),
        new("a transaction on a row that changed meanwhile does nothing", async account =>
        {
            TableClient table = await account.TableAsync(Row("a", 1), Row("b", 1));
            ETag read = (await table.GetEntityAsync<TableEntity>("p", "b")).Value.ETag;
            await table.UpsertEntityAsync(Row("b", 2));
            await Account.RefusedAsync(412, "UpdateConditionNotSatisfied", () => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpsertReplace, Row("a", 9)),
                new(TableTransactionActionType.UpdateReplace, Row("b", 9), read),
            ]));
            Assert.Equal("a1 b2", await RowsAsync(table));
        }),
        new("a transaction that deletes what changed meanwhile does nothing", async account =>
        {
            TableClient table = await account.TableAsync(Row("a", 1), Row("b", 1));
            ETag read = (await table.GetEntityAsync<TableEntity>("p", "b")).Value.ETag;
            await table.UpsertEntityAsync(Row("b", 2));
            await Account.RefusedAsync(412, "UpdateConditionNotSatisfied", () => table.SubmitTransactionAsync(
                [Add("c"), new(TableTransactionActionType.Delete, Row("b", 0), read)]));
            Assert.Equal("a1 b2", await RowsAsync(table));
        }),
        new("a transaction that deletes what is not there does nothing", async account =>
        {
            TableClient table = await account.TableAsync(Row("a", 1));
            await Account.RefusedAsync(404, "ResourceNotFound", () => table.SubmitTransactionAsync(
                [new(TableTransactionActionType.Delete, Row("a", 0), ETag.All), new(
                    TableTransactionActionType.Delete, Row("b", 0), ETag.All)]));
            Assert.Equal("a1", await RowsAsync(table));
        }),
        new("a transaction that updates what is not there does nothing", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(404, "ResourceNotFound", () => table.SubmitTransactionAsync(
                [Add("a"), new(TableTransactionActionType.UpdateMerge, Row("b", 0), ETag.All)]));
            Assert.Equal("", await RowsAsync(table));
        }),
        new("a transaction of two partitions is refused", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(
                400, "CommandsInBatchActOnDifferentPartitions", () => table.SubmitTransactionAsync(
                [Add("a"), new(TableTransactionActionType.Add, new TableEntity("q", "b"))]));
            Assert.Equal("", await RowsAsync(table));
        }) { AzuriteDiffers = $"It says InvalidInput: {Page}" },
        new("a transaction with two writes of one row is refused", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(400, "InvalidDuplicateRow", () => table.SubmitTransactionAsync(
                [Add("a"), new(TableTransactionActionType.UpsertReplace, Row("a", 2))]));
            Assert.Equal("", await RowsAsync(table));
        }),
        new("a transaction of more than 4 MiB is refused", async account =>
        {
            TableClient table = await account.TableAsync();
            await Account.RefusedAsync(
                413, "RequestBodyTooLarge", () => table.SubmitTransactionAsync(Enumerable.Range(0, 6).Select(Large)));
            Assert.Equal("", await RowsAsync(table));
        }),
        new("a transaction of nearly 4 MiB is done", async account =>
        {
            TableClient table = await account.TableAsync();
            await table.SubmitTransactionAsync(Enumerable.Range(0, 4).Select(Large));
            Assert.Equal("0 1 2 3", await Account.KeysAsync(table.QueryAsync<TableEntity>(select: ["RowKey"])));
        }),
        new("a transaction with a row that is too large does nothing", async account =>
        {
            TableClient table = await account.TableAsync();
            TableEntity row = new("p", "b");
            for (int i = 0; i < 17; i++)
                row[$"Chunk{i}"] = new byte[64 * 1024];
            await Account.RefusedAsync(400, "EntityTooLarge", () =>
                table.SubmitTransactionAsync([Add("a"), new(TableTransactionActionType.Add, row)]));
            Assert.Equal("", await RowsAsync(table));
        }) { AzuriteDiffers = $"It does not look at how large a row of a transaction is: {Page}" },
        new("a transaction of one row is done", async account =>
        {
            TableClient table = await account.TableAsync();
            await table.SubmitTransactionAsync([Add("a")]);
            Assert.Equal("a1", await RowsAsync(table));
        }),
        new("a transaction finds rows by keys that are encoded", async account =>
        {
            TableClient table = await account.TableAsync();
            TableEntity row = new("p", "it's é & 50% of a+b") { ["A"] = 1 };
            await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, row)]);
            await table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, row, ETag.All)]);
            Assert.Equal("", await RowsAsync(table));
        }),
    ];

    private static TableEntity Row(string key, int a) => new("p", key) { ["A"] = a };

    private static TableTransactionAction Add(string key) => new(TableTransactionActionType.Add, Row(key, 1));

    // Some 700 KiB of base64.
    private static TableTransactionAction Large(int key)
    {
        TableEntity row = new("p", $"{key}");
        for (int i = 0; i < 8; i++)
            row[$"Chunk{i}"] = new byte[64 * 1024];
        return new TableTransactionAction(TableTransactionActionType.Add, row);
    }

    private static async Task<string> RowsAsync(TableClient table)
    {
        List<string> rows = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>())
            rows.Add($"{row.RowKey}{row.GetInt32("A")}");
        return string.Join(' ', rows);
    }
}
