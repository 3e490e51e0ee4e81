using Azure.Core;
using Azure.Data.Tables;
using Webhooks.Tools.Azurite;

namespace Webhooks.Storage.Tests;

public sealed class WebhookTablesTests
{
    [Fact]
    public async Task Tables_that_many_miss_at_once_are_made_once_and_again_when_they_are_gone()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        StorageCut calls = new();
        TableClientOptions counted = new();
        counted.AddPolicy(calls, HttpPipelinePosition.PerCall);
        TableServiceClient service = new(azurite.ConnectionString, counted);
        WebhookTables tables = new(service);

        const int AtOnce = 24;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => WriteAsync(tables, i)));
        Assert.InRange(calls.Calls, AtOnce + StorageNames.Tables.Count, (2 * AtOnce) + StorageNames.Tables.Count);

        await service.DeleteTableAsync(StorageNames.TouchedHours);
        await WriteAsync(tables, AtOnce);
        Assert.Single(await StorageFixture.RowsAsync(tables.TouchedHours, "vendor"));
    }

    private static Task<Azure.Response> WriteAsync(WebhookTables tables, int number) => tables.WithTablesAsync(
        () => tables.TouchedHours.UpsertEntityAsync(new TableEntity("vendor", $"{number}"), TableUpdateMode.Replace), CancellationToken.None);
}
