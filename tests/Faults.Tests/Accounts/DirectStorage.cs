using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Webhooks.Storage;
using Webhooks.Storage.Tables;

namespace Webhooks.Faults.Tests.Accounts;

/// <summary>Storage as it is, past any proxy.</summary>
internal sealed class DirectStorage
{
    private readonly TableServiceClient _tables;

    public DirectStorage(string connectionString)
    {
        StorageConnection storage = new(new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageConnection.Setting, connectionString)])
            .Build());
        _tables = storage.Tables();
        Tables = new WebhookTables(_tables);
        Queue = storage.BinaryQueue(StorageNames.DeliveryQueue);
        PoisonQueue = storage.BinaryQueue(StorageNames.PoisonQueue);
        OutgoingQueue = storage.TextQueue(StorageNames.OutgoingQueue);
    }

    /// <summary>Storage by its clients.</summary>
    /// <param name="tables">Of the tables.</param>
    /// <param name="queue">Makes the client of a queue.</param>
    public DirectStorage(TableServiceClient tables, Func<string, QueueClient> queue)
    {
        _tables = tables;
        Tables = new WebhookTables(_tables);
        Queue = queue(StorageNames.DeliveryQueue);
        PoisonQueue = queue(StorageNames.PoisonQueue);
        OutgoingQueue = queue(StorageNames.OutgoingQueue);
    }

    public WebhookTables Tables { get; }

    public QueueClient Queue { get; }

    public QueueClient PoisonQueue { get; }

    public QueueClient OutgoingQueue { get; }

    /// <summary>Makes it as it was before the service ever ran: no table, no queue.</summary>
    public async Task EmptyAsync()
    {
        await Task.WhenAll(StorageNames.Tables.Select(table => _tables.DeleteTableAsync(table)));
        await Queue.DeleteIfExistsAsync();
        await PoisonQueue.DeleteIfExistsAsync();
        await OutgoingQueue.DeleteIfExistsAsync();
    }

    /// <summary>Every row of a table; none where it is not there.</summary>
    public async Task<List<TableEntity>> RowsAsync(string table, string[]? columns = null)
    {
        List<TableEntity> rows = [];
        try
        {
            await foreach (TableEntity row in _tables.GetTableClient(table)
                .QueryAsync<TableEntity>(filter: (string?)null, select: columns))
                rows.Add(row);
        }
        catch (RequestFailedException e) when (e.ErrorCode == "TableNotFound")
        {
        }

        return rows;
    }

    /// <summary>Whether any message is left, hidden ones included.</summary>
    public async Task<bool> HasMessagesAsync() =>
        await MessagesAsync(Queue) + await MessagesAsync(PoisonQueue) + await MessagesAsync(OutgoingQueue) > 0;

    /// <summary>Whether any hour waits to be counted.</summary>
    public async Task<bool> HasMarksAsync() => (await RowsAsync(StorageNames.TouchedHours, ["RowKey"])).Count > 0;

    /// <summary>Whether any stored delivery waits for its message.</summary>
    public async Task<bool> HasPendingAsync() =>
        (await RowsAsync(StorageNames.PendingDeliveries, ["RowKey"])).Count > 0;

    /// <summary>What waits, for a failure's message.</summary>
    public async Task<string> BacklogAsync() =>
        $"{await MessagesAsync(Queue)} messages, {await MessagesAsync(PoisonQueue)} poison, "
            + $"{await MessagesAsync(OutgoingQueue)} outgoing, "
            + $"{(await RowsAsync(StorageNames.TouchedHours)).Count} marks";

    private static async Task<int> MessagesAsync(QueueClient queue)
    {
        try
        {
            return (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.ErrorCode == "QueueNotFound")
        {
            return 0;
        }
    }
}
