using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace Webhooks.Simulation.Tests.Conformance;

/// <summary>A storage account that a case is tried on.</summary>
public sealed class Account(TableServiceClient tables, QueueServiceClient queues, Func<TimeSpan, Task> wait)
{
    private static int _number;

    public TableServiceClient Tables => tables;

    public QueueServiceClient Queues => queues;

    /// <summary>Lets time go by: for real, or on the simulated clock.</summary>
    public Task WaitAsync(TimeSpan time) => wait(time);

    public static string NewName(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{Interlocked.Increment(ref _number)}");

    public async Task<TableClient> TableAsync(params IEnumerable<TableEntity> rows)
    {
        TableClient table = tables.GetTableClient(NewName("Rows"));
        await table.CreateAsync();
        foreach (IGrouping<string, TableEntity> partition in rows.GroupBy(row => row.PartitionKey))
        {
            foreach (TableEntity[] some in partition.Chunk(100))
                await table.SubmitTransactionAsync(
                    some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }

        return table;
    }

    public async Task<QueueClient> QueueAsync(params string[] messages)
    {
        QueueClient queue = queues.GetQueueClient(NewName("messages-"));
        await queue.CreateAsync();
        foreach (string message in messages)
            await queue.SendMessageAsync(message);
        return queue;
    }

    /// <summary>Expects that storage refuses something, in the documented way.</summary>
    public static async Task<RequestFailedException> RefusedAsync(int status, string code, Func<Task> action)
    {
        RequestFailedException failure = await Assert.ThrowsAnyAsync<RequestFailedException>(action);
        Assert.Equal((status, code), (failure.Status, failure.ErrorCode));
        return failure;
    }

    public static async Task<string> KeysAsync(AsyncPageable<TableEntity> rows)
    {
        List<string> keys = [];
        await foreach (TableEntity row in rows)
            keys.Add(row.RowKey);
        return string.Join(' ', keys);
    }
}
