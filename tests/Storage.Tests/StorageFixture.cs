using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Webhooks.Tools.Azurite;

namespace Webhooks.Storage.Tests;

/// <summary>An empty Azurite of the test class's own, and clients of it as the app makes them.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public StorageConnection Connection => new(new ConfigurationBuilder()
        .AddInMemoryCollection([new(StorageConnection.Setting, _azurite!.ConnectionString)])
        .Build());

    public WebhookTables Tables => new(Connection.Tables());

    public QueueClient Queue(string name = StorageNames.DeliveryQueue) => Connection.BinaryQueue(name);

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        await Tables.CreateAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await _azurite!.DisposeAsync();

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
