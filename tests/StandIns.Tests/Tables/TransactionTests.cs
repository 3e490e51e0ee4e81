using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Webhooks.StandIns.Tests.Tables;

[Collection(TablesTests.Name)]
public sealed class TransactionTests(TablesFixture fixture)
{
    [Fact]
    public async Task A_transaction_stores_a_hundred_entities_and_answers_for_each()
    {
        TableClient table = await fixture.CreateTableAsync();

        Response<IReadOnlyList<Response>> answer = await table.SubmitTransactionAsync(
            Actions(100, TableTransactionActionType.UpsertReplace));

        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.Equal(100, answer.Value.Count);
        Assert.All(answer.Value, r => Assert.Equal(204, r.Status));
        Assert.All(answer.Value, r => Assert.False(r.IsError));
        Assert.NotNull(answer.Value[99].Headers.ETag);
        Assert.Equal(100, await table.QueryAsync<TableEntity>().CountAsync());
        TableEntity last = await table.GetEntityAsync<TableEntity>("p'q", "r 099%;,é");
        Assert.Equal("it's \"quoted\" {99} äöü 🎉\r\n--changeset", last.GetString("Text"));
        Assert.Equal(answer.Value[99].Headers.ETag, last.ETag);
    }

    [Fact]
    public async Task Every_kind_of_action_does_what_it_says()
    {
        TableClient table = await fixture.CreateTableAsync();
        foreach (string row in (string[])["merge", "replace", "delete", "upsertmerge", "upsertreplace"])
            await table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1 });

        await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, New("add")),
            new(TableTransactionActionType.UpdateMerge, New("merge"), ETag.All),
            new(TableTransactionActionType.UpdateReplace, New("replace"), ETag.All),
            new(TableTransactionActionType.Delete, New("delete")),
            new(TableTransactionActionType.UpsertMerge, New("upsertmerge")),
            new(TableTransactionActionType.UpsertReplace, New("upsertreplace")),
        ]);

        List<TableEntity> rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(["add", "merge", "replace", "upsertmerge", "upsertreplace"], rows.Select(r => r.RowKey));
        Assert.Equal(["merge", "upsertmerge"], rows.Where(r => r.ContainsKey("Old")).Select(r => r.RowKey));
        Assert.All(rows, r => Assert.Equal(2, r.GetInt32("New")));

        static TableEntity New(string row) => new("p", row) { ["New"] = 2 };
    }

    [Fact]
    public async Task A_refused_action_is_named_and_nothing_is_stored()
    {
        TableClient table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p'q", "r 003%;,é"));

        TableTransactionFailedException refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync(Actions(6, TableTransactionActionType.Add)));

        Assert.Equal(409, refusal.Status);
        Assert.Equal(TableErrorCode.EntityAlreadyExists, refusal.ErrorCode);
        Assert.Equal(3, refusal.FailedTransactionActionIndex);
        Assert.Equal(1, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task An_action_on_another_version_fails_with_412()
    {
        TableClient table = await fixture.CreateTableAsync();
        Response added = await table.AddEntityAsync(new TableEntity("p", "r"));
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        TableTransactionFailedException refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "other")),
                new(TableTransactionActionType.Delete, new TableEntity("p", "r"), added.Headers.ETag!.Value),
            ]));

        Assert.Equal(412, refusal.Status);
        Assert.Equal(TableErrorCode.UpdateConditionNotSatisfied, refusal.ErrorCode);
        Assert.True(await table.QueryAsync<TableEntity>().AnyAsync(e => e.RowKey == "r"));
    }

    [Fact]
    public async Task The_same_row_twice_is_an_invalid_duplicate()
    {
        TableClient table = await fixture.CreateTableAsync();
        TableTransactionAction action = new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "r"));

        RequestFailedException refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(
            () => table.SubmitTransactionAsync([action, action]));

        Assert.Equal(400, refusal.Status);
        Assert.Equal(TableErrorCode.InvalidDuplicateRow, refusal.ErrorCode);
    }

    [Fact]
    public async Task More_than_a_hundred_actions_are_refused()
    {
        TableClient table = await fixture.CreateTableAsync();

        RequestFailedException refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(
            () => table.SubmitTransactionAsync(Actions(101, TableTransactionActionType.UpsertMerge)));

        Assert.Equal(400, refusal.Status);
        Assert.Equal(TableErrorCode.InvalidInput, refusal.ErrorCode);
    }

    [Fact]
    public async Task A_transaction_without_actions_is_refused_at_once() =>
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await (await fixture.CreateTableAsync()).SubmitTransactionAsync([]));

    private static IEnumerable<TableTransactionAction> Actions(int count, TableTransactionActionType type) =>
        Enumerable.Range(0, count).Select(i => new TableTransactionAction(type, new TableEntity("p'q", $"r {i:000}%;,é")
        {
            ["Text"] = $"it's \"quoted\" {{{i}}} äöü 🎉\r\n--changeset",
            ["Number"] = long.MaxValue - i,
        }));
}
