using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Queue;

namespace Webhooks.Storage.Tests.Contacts;

public sealed class ContactIndexTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Day = new(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(90)]
    public async Task Storing_a_message_with_its_contacts_is_as_many_operations_as_without(int size)
    {
        Assert.True(size <= new DeliveryQueueOptions().MaxDeliveriesPerMessage);
        StorageCut counter = new();
        StorageParts parts = new(storage, cut: counter);
        await parts.ProcessAsync(
            QueuedDelivery.Whole(Samples.Delivery(Opened(1, "a@example.com", size), "smartreach", Day)));
        int before = counter.Calls;
        await parts.ProcessAsync(Enumerable.Range(0, size).Select(number => QueuedDelivery.Whole(
            Samples.Delivery(Opened((1000 * size) + number, $"b{number}@example.com", number), "smartreach", Day))));
        Assert.Equal(3, counter.Calls - before); // events, hour, deliveries
    }

    [Fact]
    public async Task A_message_has_at_most_eight_rows_however_many_it_names_and_leads_to_all_of_them()
    {
        DateTimeOffset at = Day.AddDays(20);
        StorageParts parts = new(storage);
        Delivery[] message =
        [
            .. Enumerable.Range(0, 100).Select(
                number => Samples.Delivery(Opened(9000 + number, $"p{number}@example.com", number), "smartreach", at)),
        ];
        await parts.ProcessAsync(message.Select(QueuedDelivery.Whole));

        List<TableEntity> rows = await StorageFixture.AllRowsAsync(
            parts.Tables.Deliveries, TableKeys.Partition("smartreach", at));
        Assert.Equal(8, rows.Count(IsIndex));
        ContactKey key = await parts.Tables.ContactKeys.GetAsync(CancellationToken.None);
        ILookup<string, string[]> entries = Entries(rows).ToLookup(entry => entry[0]);
        for (int number = 0; number < message.Length; number++)
        {
            string[] entry = Assert.Single(entries[key.OfAddress($"p{number}@example.com")]);
            Assert.Equal(message[number].Id, entry[1]);
            Assert.Equal(3, entry.Length); // name, delivery, event
        }
    }

    [Fact]
    public async Task Deliveries_that_come_in_another_company_do_not_take_each_others_index_away()
    {
        DateTimeOffset at = Day.AddDays(21);
        StorageParts parts = new(storage);
        Delivery[] all =
            [.. Enumerable.Range(0, 3).Select(n => Samples.Delivery(Opened(5, "q@example.com", n), "smartreach", at))];
        foreach (Delivery[] message in (Delivery[][])[[all[0], all[1]], [all[0], all[2]], [all[0]]])
            await parts.ProcessAsync(message.Select(QueuedDelivery.Whole));

        ContactKey key = await parts.Tables.ContactKeys.GetAsync(CancellationToken.None);
        List<TableEntity> rows = await StorageFixture.AllRowsAsync(
            parts.Tables.Deliveries, TableKeys.Partition("smartreach", at));
        Assert.Equal(
            all.Select(one => one.Id).Order(StringComparer.Ordinal),
            Entries(rows)
                .Where(entry => entry[0] == key.OfAddress("q@example.com"))
                .Select(entry => entry[1]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_erasure_takes_the_person_out_of_a_row_that_leads_to_others()
    {
        DateTimeOffset at = Day.AddDays(22);
        StorageParts parts = new(storage, clock: new ManualClock(at.AddHours(1)));
        await parts.ProcessAsync(Enumerable.Range(0, 40).Select(number => QueuedDelivery.Whole(
            Samples.Delivery(Opened(300 + number, $"r{number}@example.com", number), "smartreach", at))));
        Job erased = await parts.EraseAsync(new Person { Email = "r7@example.com" });

        Assert.Equal(JobStatuses.Done, erased.Status);
        ContactKey key = await parts.Tables.ContactKeys.GetAsync(CancellationToken.None);
        List<TableEntity> rows = await StorageFixture.AllRowsAsync(
            parts.Tables.Deliveries, TableKeys.Partition("smartreach", at));
        HashSet<string> names = [.. Entries(rows).Select(entry => entry[0])];
        Assert.Equal(
            Enumerable.Range(0, 40).Where(number => number != 7),
            Enumerable.Range(0, 40).Where(number => names.Contains(key.OfAddress($"r{number}@example.com"))));
    }

    [Fact]
    public async Task Retention_takes_the_index_along_but_for_what_it_keeps()
    {
        DateTimeOffset old = Day.AddDays(-100);
        StorageParts parts = new(storage, clock: new ManualClock(Day), retentionDays: 30);
        Delivery gone = Samples.Delivery(Opened(5, "gone@example.com", 1), "smartreach", old);
        Delivery also = Samples.Delivery(Opened(6, "kept@example.com", 2), "smartreach", old);
        Delivery kept = Samples.Delivery("""{"data": [ "kept@example.com" """, "smartreach", old);
        await parts.ProcessAsync(new[] { gone, also, kept }.Select(QueuedDelivery.Whole));

        await parts.Purge.RunAsync(CancellationToken.None);

        List<TableEntity> rows = await StorageFixture.AllRowsAsync(
            parts.Tables.Deliveries, TableKeys.Partition("smartreach", old));
        Assert.Equal(kept.Id, Assert.Single(rows, row => !IsIndex(row)).RowKey.Split('_')[^1]);
        Assert.Equal([kept.Id, kept.Id], Entries(rows).Select(entry => entry[1])); // its address; that it is unknown
    }

    private static bool IsIndex(TableEntity row) => row.RowKey.StartsWith("contact_", StringComparison.Ordinal);

    private static IEnumerable<string[]> Entries(IEnumerable<TableEntity> rows) => rows.Where(IsIndex)
        .SelectMany(row => row.GetString("Contacts").Split('\n')).Select(line => line.Split(' '));

    private static string Opened(int id, string email, int second) => $$$"""
        {"metadata":{"event_type":"activity.email.opened","webhook_id":1},"data":[{"prospect":{"prospect_id":{{{id}}},"email":"{{{email}}}"},
        "activity":{"created_at":{{{Day.AddSeconds(second).ToUnixTimeMilliseconds()}}},"campaign_name":"c{{{second}}}"} }]}
        """;
}
