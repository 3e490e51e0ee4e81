using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace Webhooks.Storage.Tests;

/// <summary>
/// Empty storage of the test class's own: in memory, with Azure's limits; with <c>LONG_TESTS=1</c> an Azurite.
/// </summary>
public sealed class StorageFixture : IAsyncLifetime
{
    internal ITestStorage Connection { get; private set; } = new MemoryStorage();

    public WebhookTables Tables => new(Connection.Tables());

    public QueueClient Queue(string name = StorageNames.DeliveryQueue) => Connection.BinaryQueue(name);

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("LONG_TESTS") == "1")
            Connection = await EmulatedStorage.StartAsync();
        await Tables.CreateAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await Connection.DisposeAsync();

    /// <summary>The rows of a partition, but for those of the index of contacts.</summary>
    public static async Task<List<TableEntity>> RowsAsync(TableClient table, string partition) =>
    [
        .. (await AllRowsAsync(table, partition))
            .Where(row => !row.RowKey.StartsWith("contact_", StringComparison.Ordinal)),
    ];

    public static async Task<List<TableEntity>> AllRowsAsync(TableClient table, string partition)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
            rows.Add(row);
        return rows;
    }
}
