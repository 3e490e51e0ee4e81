using Azure.Data.Tables;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Contacts;

public sealed class ContactKeysTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 5, 5, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Index_begins_at_once_on_empty_storage_and_two_days_later_where_deliveries_are_that_it_lacks()
    {
        DateOnly today = DateOnly.FromDateTime(Now.UtcDateTime);
        Assert.Equal(today, await BeginsAsync());
        await new StorageParts(storage).ProcessAsync(
            QueuedDelivery.Whole(Samples.Delivery("""{"login":"1"}""", "smartico", Now)));
        Assert.Equal(today, await BeginsAsync());

        TableClient state = storage.Tables.ServiceState;
        await state.DeleteEntityAsync("contacts", "key");
        Assert.Equal(today.AddDays(2), await BeginsAsync());

        // Of a version that did not ask.
        await state.UpsertEntityAsync(
            new TableEntity("contacts", "key") { ["Secret"] = new byte[32], ["Since"] = Now }, TableUpdateMode.Replace);
        Assert.Equal(today.AddDays(2), await BeginsAsync());
    }

    private Task<DateOnly> BeginsAsync() =>
        new ContactIndex(new WebhookTables(storage.Connection.Tables(), new ManualClock(Now)))
            .BeginsAsync(CancellationToken.None);
}
