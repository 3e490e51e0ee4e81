using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Webhooks.Storage.Tables;
using Webhooks.Tools.Azurite;

namespace Webhooks.Storage.Tests.Tables;

public sealed class WebhookTablesTests
{
    private const int AtOnce = 24;

    [Fact]
    public async Task Tables_that_many_miss_at_once_are_made_and_again_when_one_is_gone()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        StorageConnection storage = new(new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageConnection.Setting, azurite.ConnectionString)])
            .Build());
        StorageCut calls = new();
        TableClientOptions counted = new();
        counted.AddPolicy(calls, HttpPipelinePosition.PerRetry);
        TableServiceClient service = storage.Tables(counted);
        WebhookTables tables = new(service);

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => WriteAsync(tables, i)));
        Assert.InRange(calls.Calls, AtOnce + 1, 2 * AtOnce);
        Assert.Equal(AtOnce, (await StorageFixture.RowsAsync(tables.TouchedHours, "vendor")).Count);

        await service.DeleteTableAsync(StorageNames.TouchedHours);
        await WriteAsync(tables, AtOnce);
        Assert.Single(await StorageFixture.RowsAsync(tables.TouchedHours, "vendor"));

        await service.DeleteTableAsync(StorageNames.Events);
        await TransactionWriter.ReplaceAsync(
            tables.Events, [new TableEntity("vendor", "1"), new TableEntity("vendor", "2")], CancellationToken.None);
        Assert.Equal(2, (await StorageFixture.RowsAsync(tables.Events, "vendor")).Count);

        int before = calls.Calls;
        await WriteAsync(tables, AtOnce);
        Assert.Equal(before + 1, calls.Calls);
    }

    private static Task WriteAsync(WebhookTables tables, int number) =>
        tables.TouchedHours.UpsertEntityAsync(new TableEntity("vendor", $"{number}"), TableUpdateMode.Replace);
}
