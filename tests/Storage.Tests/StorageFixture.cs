using Azure.Data.Tables;
using Azure.Storage.Queues;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests;

/// <summary>
/// Empty storage of the test class's own: in memory, with Azure's limits; with <c>LONG_TESTS=1</c> an Azurite.
/// </summary>
public class StorageFixture : IAsyncLifetime
{
    internal ITestStorage Connection { get; private set; } = new MemoryStorage();

    /// <summary>Over how many partitions a vendor's day is spread.</summary>
    public virtual int Partitions => 1;

    public WebhookTables Tables => new(Connection.Tables(), partitions: new PartitionOptions(Partitions));

    public QueueClient Queue(string name = StorageNames.DeliveryQueue) => Connection.BinaryQueue(name);

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("LONG_TESTS") == "1")
            Connection = await EmulatedStorage.StartAsync();
        await Tables.CreateAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await Connection.DisposeAsync();

    /// <summary>The rows of a partition, or a vendor's day, but for those of the index of contacts.</summary>
    public static async Task<List<TableEntity>> RowsAsync(TableClient table, string partition) =>
    [
        .. (await AllRowsAsync(table, partition))
            .Where(row => !row.RowKey.StartsWith("contact_", StringComparison.Ordinal)),
    ];

    public static async Task<List<TableEntity>> AllRowsAsync(TableClient table, string partition)
    {
        List<TableEntity> rows = [];
        foreach (string filter in (string[])[
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
            TableClient.CreateQueryFilter(
                $"PartitionKey ge {partition + "_0"} and PartitionKey lt {partition + "_:"}")])
        {
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter))
                rows.Add(row);
        }

        return [.. rows.OrderBy(row => row.RowKey, StringComparer.Ordinal)];
    }
}
