using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Received;

namespace Webhooks.Storage.Tests.Deliveries;

public class DeliveryReaderTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateOnly First = new(2026, 3, 1);

    [Fact]
    public async Task Deliveries_of_all_vendors_come_in_pages_newest_first_without_rows_that_are_none()
    {
        StorageParts parts = new(storage);
        List<Delivery> sent = [];
        for (int number = 0; number < 60; number++)
        {
            DateTimeOffset at = Samples.Noon.AddDays(number % 3).AddSeconds(number * 37);
            string body = number % 10 == 0
                ? "no JSON"
                : Samples.Send($"player-{number}") + new string(' ', number == 7 ? 120_000 : 0); // needs further rows
            sent.Add(Samples.Delivery(body, number % 2 == 0 ? "smartico" : "smartreach", at));
        }

        await parts.ProcessAsync(sent.Select(QueuedDelivery.Whole));

        List<ListedDelivery> all = await AllAsync(new DeliveryQuery
        {
            Vendors = ["smartico", "smartreach", "unknown"],
            From = First,
            To = First.AddDays(2),
        });
        List<ListedDelivery> rejected = await AllAsync(new DeliveryQuery
        {
            Vendors = ["smartico"],
            From = First,
            To = First.AddDays(2),
            Status = DeliveryStatuses.Rejected,
        });
        List<ListedDelivery> byText = await AllAsync(new DeliveryQuery
        {
            Vendors = ["smartico", "smartreach"],
            From = First,
            To = First.AddDays(2),
            Text = sent[7].Id[20..].ToUpperInvariant(),
        });

        Assert.Equal(
            sent.Select(delivery => delivery.Id).OrderDescending(StringComparer.Ordinal),
            all.Select(listed => listed.DeliveryId));
        Assert.Equal(
            sent.Where((_, number) => number % 10 == 0).Select(delivery => delivery.Id)
                .OrderDescending(StringComparer.Ordinal),
            rejected.Select(listed => listed.DeliveryId));
        Assert.All(rejected, listed => Assert.NotNull(listed.Error));
        ListedDelivery large = Assert.Single(byText);
        Assert.Equal((sent[7].Id, (long)sent[7].Body.Length), (large.DeliveryId, large.BodyLength));
    }

    private async Task<List<ListedDelivery>> AllAsync(DeliveryQuery query)
    {
        List<ListedDelivery> seen = [];
        string? next = null;
        do
        {
            DeliveryList page = await new DeliveryReader(storage.Tables, TimeProvider.System).PageAsync(
                query, 7, next, CancellationToken.None);
            seen.AddRange(page.Deliveries);
            next = page.Next;
            Assert.True(next is null || DeliveryReader.IsContinuation(next));
        }
        while (next is not null);

        return seen;
    }
}
