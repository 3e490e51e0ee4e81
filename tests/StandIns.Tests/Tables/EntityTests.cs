using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Webhooks.StandIns.Tests.Tables;

[Collection(TablesTests.Name)]
public sealed class EntityTests(TablesFixture fixture)
{
    [Fact]
    public async Task Merge_keeps_columns_that_it_does_not_name_and_replace_removes_them()
    {
        TableClient table = await fixture.CreateTableAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 });

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 });
        TableEntity merged = await table.GetEntityAsync<TableEntity>("p", "r");
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, TableUpdateMode.Replace);
        TableEntity replaced = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal((1, 2), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal((null, 3), (replaced.GetInt32("A"), replaced.GetInt32("B")));
        Assert.False(replaced.ContainsKey("A"));
    }

    [Fact]
    public async Task An_update_of_another_version_fails_with_412()
    {
        TableClient table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));
        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        Response updated = await table.UpdateEntityAsync(read, read.ETag);

        RequestFailedException stale = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace));
        RequestFailedException staleDelete = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.DeleteEntityAsync("p", "r", read.ETag));

        Assert.Equal(412, stale.Status);
        Assert.Equal(TableErrorCode.UpdateConditionNotSatisfied, stale.ErrorCode);
        Assert.Equal(412, staleDelete.Status);
        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r", updated.Headers.ETag!.Value)).Status);
    }

    [Fact]
    public async Task An_update_needs_a_version_and_an_entity()
    {
        TableClient table = await fixture.CreateTableAsync();
        TableEntity entity = new("p", "missing");

        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(entity, default));
        RequestFailedException missing = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(entity, ETag.All));
        Assert.Equal(404, missing.Status);
    }

    [Fact]
    public async Task Adding_what_is_there_fails_with_409()
    {
        TableClient table = await fixture.CreateTableAsync();
        Response added = await table.AddEntityAsync(new TableEntity("p", "r"));

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(204, added.Status);
        Assert.Equal(409, refusal.Status);
        Assert.Equal(TableErrorCode.EntityAlreadyExists, refusal.ErrorCode);
        Assert.StartsWith("The specified entity already exists.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_what_is_not_there_throws_or_has_no_value()
    {
        TableClient table = await fixture.CreateTableAsync();

        RequestFailedException missing = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.GetEntityAsync<TableEntity>("p", "r"));
        NullableResponse<TableEntity> none = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");
        await table.AddEntityAsync(new TableEntity("p", "r"));
        NullableResponse<TableEntity> some = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.Equal(404, missing.Status);
        Assert.Equal(TableErrorCode.ResourceNotFound, missing.ErrorCode);
        Assert.False(none.HasValue);
        Assert.Equal(404, none.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => none.Value);
        Assert.True(some.HasValue);
        Assert.Equal("r", some.Value!.RowKey);
    }

    [Fact]
    public async Task Deleting_twice_is_no_error()
    {
        TableClient table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r")).Status);
        Response second = await table.DeleteEntityAsync("p", "r");
        Assert.Equal(404, second.Status);
        Assert.False(second.IsError);
    }

    [Fact]
    public async Task A_selection_reads_the_named_columns_only()
    {
        TableClient table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2L });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r", ["B", "Missing"]);

        Assert.Equal(2L, read.GetInt64("B"));
        Assert.Null(read.GetInt32("A"));
        Assert.Null(read.GetString("Missing"));
        Assert.False(read.ContainsKey("A"));
    }

    [Fact]
    public async Task Only_table_entities_are_taken()
    {
        TableClient table = await fixture.CreateTableAsync();

        await Assert.ThrowsAsync<NotSupportedException>(() => table.GetEntityAsync<ITableEntity>("p", "r"));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["Local"] = new DateTime(2026, 1, 1) }));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["Day"] = DayOfWeek.Monday }));
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        TableClient table = await fixture.CreateTableAsync();
        CancellationToken cancelled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => table.UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await table.QueryAsync<TableEntity>().ToListAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await table.QueryAsync<TableEntity>(cancellationToken: cancelled).ToListAsync());
    }
}
