using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Keys;
using Webhooks.Storage.Reading;

namespace Webhooks.Storage.Tests;

public sealed class ContactIndexTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Day = new(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_contacts_events_are_found_by_id_and_by_address_page_by_page_and_nobody_elses()
    {
        StorageParts parts = new(storage);
        string[] bodies =
        [
            .. Enumerable.Range(0, 5).Select(number => Opened(77, "Ada@Example.com", number)),
            Opened(770, "sada@example.com", 9),
        ];
        foreach (string body in bodies)
            await parts.ProcessAsync(QueuedDelivery.Whole(Samples.Delivery(body, "smartreach", Day)));
        ContactReader reader = new(parts.Tables, new ContactIndex(parts.Tables), parts.Events);
        VendorDay day = VendorDay.Of("smartreach", Day);

        foreach (string contact in (string[])["77", "77.0", "Ada Lovelace <ada@example.com>"])
        {
            List<EngagementEvent> found = [];
            string? next = null;
            do
            {
                (IReadOnlyList<EngagementEvent> events, next) = await reader.PageAsync(
                    day, contact, 2, next, CancellationToken.None);
                Assert.InRange(events.Count, 0, 2);
                found.AddRange(events);
            }
            while (next is not null);
            Assert.Equal(5, found.DistinctBy(one => one.EventId).Count());
            Assert.All(found, one => Assert.Equal("77", one.ContactId));
        }
    }

    [Fact]
    public async Task Storing_a_delivery_with_its_contacts_is_as_many_operations_as_without()
    {
        StorageCut counter = new();
        StorageParts parts = new(storage, cut: counter);
        await parts.ProcessAsync(
            QueuedDelivery.Whole(Samples.Delivery(Opened(1, "a@example.com", 1), "smartreach", Day)));
        int before = counter.Calls;
        await parts.ProcessAsync(
            QueuedDelivery.Whole(Samples.Delivery(Opened(2, "b@example.com", 2), "smartreach", Day)));
        Assert.Equal(3, counter.Calls - before); // event, hour, delivery
    }

    [Fact]
    public async Task Retention_takes_the_index_along_but_for_what_it_keeps()
    {
        DateTimeOffset old = Day.AddDays(-100);
        StorageParts parts = new(storage, clock: new ManualClock(Day), retentionDays: 30);
        Delivery gone = Samples.Delivery(Opened(5, "gone@example.com", 1), "smartreach", old);
        Delivery kept = Samples.Delivery("""{"data": [ "kept@example.com" """, "smartreach", old);
        await parts.ProcessAsync(new[] { gone, kept }.Select(QueuedDelivery.Whole));

        await parts.Purge.RunAsync(CancellationToken.None);

        List<TableEntity> rows = await StorageFixture.AllRowsAsync(
            parts.Tables.Deliveries, TableKeys.Partition("smartreach", old));
        Assert.All(rows, row => Assert.Contains(kept.Id, row.RowKey, StringComparison.Ordinal));
        Assert.Equal(3, rows.Count); // itself, its address, and that nobody knows whose it is
    }

    private static string Opened(int id, string email, int second) => $$$"""
        {"metadata":{"event_type":"activity.email.opened","webhook_id":1},"data":[{"prospect":{"prospect_id":{{{id}}},"email":"{{{email}}}"},
        "activity":{"created_at":{{{Day.AddSeconds(second).ToUnixTimeMilliseconds()}}},"campaign_name":"c{{{second}}}"} }]}
        """;
}
