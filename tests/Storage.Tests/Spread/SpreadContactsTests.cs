using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Spread;

public sealed class SpreadContactsTests(SpreadFixture storage) : IClassFixture<SpreadFixture>
{
    /// <summary>Eight rows to a partition would be more than the deliveries themselves.</summary>
    [Fact]
    public async Task Of_five_partitions_a_message_has_a_row_of_contacts_in_each_that_leads_to_what_is_there()
    {
        StorageParts parts = new(storage, clock: new ManualClock(Samples.Noon));
        Delivery[] message =
            [.. Enumerable.Range(0, 90).Select(number => Samples.Delivery(Samples.Send($"{1000 + number}")))];
        await parts.ProcessAsync(message.Select(QueuedDelivery.Whole));

        List<TableEntity> rows = await StorageFixture.AllRowsAsync(
            parts.Tables.Deliveries, TableKeys.Partition("smartico", Samples.Noon));
        TableEntity[] contacts =
            [.. rows.Where(row => row.RowKey.StartsWith("contact_", StringComparison.Ordinal))];
        Assert.Equal(5, contacts.Length);

        DayParts five = await parts.Tables.Schedule.GetAsync(CancellationToken.None);
        IEnumerable<(string Partition, string Id)> leads = contacts.SelectMany(
            row => row.GetString("Contacts").Split('\n').Select(line => (row.PartitionKey, line.Split(' ')[1])));
        Assert.Equal(
            message.Select(delivery => (DeliveryKey.Of(delivery, five).Partition, delivery.Id)).Order(),
            leads.Distinct().Order());
    }
}
