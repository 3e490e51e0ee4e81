using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Tools.Azurite;

namespace Webhooks.StandIns.Tests.Tables;

/// <summary>One Azurite for all table tests; each test makes its own table.</summary>
public sealed class TablesFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;
    private int _tables;

    public string ConnectionString => _azurite!.ConnectionString;

    public Uri Endpoint => new($"http://127.0.0.1:{_azurite!.TablePort}/devstoreaccount1");

    public async Task InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());

    public async Task DisposeAsync() => await _azurite!.DisposeAsync();

    public async Task<TableClient> CreateTableAsync()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"Table{Interlocked.Increment(ref _tables)}");
        TableClient table = new(ConnectionString, name);
        await table.CreateIfNotExistsAsync();
        return table;
    }
}

[CollectionDefinition(Name)]
public sealed class TablesTests : ICollectionFixture<TablesFixture>
{
    public const string Name = "tables";
}
