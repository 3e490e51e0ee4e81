using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tests;

/// <summary>What Azurite has none of: rates, and the five seconds of a query.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/storage/tables/scalability-targets,
/// https://learn.microsoft.com/azure/storage/queues/scalability-targets and
/// https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination.
/// </remarks>
public sealed class RateTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_partition_takes_2000_entities_a_second_and_others_go_on()
    {
        TableClient table = await TableAsync(new AzureLimits());
        for (int i = 0; i < 20; i++)
            await table.SubmitTransactionAsync(Rows("p", i));
        await BusyAsync(() => table.UpsertEntityAsync(new TableEntity("p", "more")));
        await BusyAsync(() => table.SubmitTransactionAsync(Rows("p", 20)));
        await BusyAsync(() => table.GetEntityAsync<TableEntity>("p", "0-0"));
        await table.UpsertEntityAsync(new TableEntity("q", "more"));

        _clock.Advance(TimeSpan.FromSeconds(1));
        await table.UpsertEntityAsync(new TableEntity("p", "more"));
    }

    [Fact]
    public async Task A_transaction_that_is_refused_for_its_rate_does_nothing()
    {
        TableClient table = await TableAsync(new AzureLimits { EntitiesPerPartition = 150 });
        await table.SubmitTransactionAsync(Rows("p", 0));
        await BusyAsync(() => table.SubmitTransactionAsync(Rows("p", 1)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([100], await PagesAsync(table, "PartitionKey eq 'p'"));
    }

    [Fact]
    public async Task A_queue_takes_2000_messages_a_second()
    {
        SimulatedAccount storage = new(_clock, new AzureLimits());
        QueueClient queue = storage.Queues(new QueueClientOptions { Retry = { MaxRetries = 0 } }).GetQueueClient(
            "messages");
        await queue.CreateAsync();
        for (int i = 0; i < 2000; i++)
            await queue.SendMessageAsync("x");
        await BusyAsync(() => queue.SendMessageAsync("x"));
        await BusyAsync(() => queue.ReceiveMessagesAsync(32));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(32, (await queue.ReceiveMessagesAsync(32)).Value.Length);
    }

    [Fact]
    public async Task An_account_takes_20000_operations_a_second()
    {
        TableClient table = await TableAsync(new AzureLimits { EntitiesPerPartition = int.MaxValue });
        for (int i = 1; i < 20_000; i++)
            await table.GetEntityIfExistsAsync<TableEntity>("p", "none");
        await BusyAsync(() => table.GetEntityIfExistsAsync<TableEntity>("p", "none"));
    }

    [Fact]
    public async Task A_query_that_reads_for_five_seconds_answers_what_it_has_and_goes_on()
    {
        TableClient table = await TableAsync(new AzureLimits { RowsReadPerPage = 40 });
        await table.SubmitTransactionAsync(Rows("p", 0));
        Assert.Equal([0, 0, 1], await PagesAsync(table, "RowKey ge '0-' and Number eq 99"));
    }

    [Fact]
    public async Task A_page_may_end_where_a_partition_does()
    {
        TableClient table = await TableAsync(new AzureLimits { PagesEndWithPartitions = true });
        await table.SubmitTransactionAsync(Rows("p", 0));
        await table.SubmitTransactionAsync(Rows("q", 0));
        Assert.Equal([100, 100], await PagesAsync(table, null));
    }

    private async Task<TableClient> TableAsync(AzureLimits limits)
    {
        SimulatedAccount storage = new(_clock, limits);
        TableClient table = storage.Tables(new TableClientOptions { Retry = { MaxRetries = 0 } }).GetTableClient(
            "Rows");
        await table.CreateAsync();
        return table;
    }

    private static IEnumerable<TableTransactionAction> Rows(string partition, int transaction) =>
        Enumerable.Range(0, 100).Select(i =>
        new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(
            partition, $"{transaction}-{i}")
        { ["Number"] = i }));

    private static async Task<List<int>> PagesAsync(TableClient table, string? filter)
    {
        List<int> pages = [];
        await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(filter).AsPages())
            pages.Add(page.Values.Count);
        return pages;
    }

    private static async Task BusyAsync(Func<Task> action)
    {
        RequestFailedException failure = await Assert.ThrowsAnyAsync<RequestFailedException>(action);
        Assert.Equal((503, "ServerBusy"), (failure.Status, failure.ErrorCode));
    }
}
