using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Replay;

namespace Webhooks.Storage.Tests.Spread;

/// <summary>Days of 1, 3, 5 and 2 partitions, one after the other: read, counted, replayed and erased as if they were
/// alike.</summary>
public sealed class ChangedNumberTests : IAsyncLifetime
{
    private const int OfADay = 40;

    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly int[] Numbers = [1, 3, 5, 2];

    private readonly StorageFixture _storage = new();
    private readonly ManualClock _clock = new(Samples.Noon.AddDays(5));

    public async Task InitializeAsync()
    {
        await _storage.InitializeAsync();
        for (int i = 0; i < Numbers.Length; i++)
        {
            string from = i == 0 ? "00010101" : $"{First.AddDays(i):yyyyMMdd}";
            await _storage.Tables.ServiceState.AddEntityAsync(
                new TableEntity("partitions", from) { ["Parts"] = Numbers[i] });
        }
    }

    public Task DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Each_day_is_over_as_many_partitions_as_it_has_and_each_event_in_one()
    {
        Delivery[] sent = await SendAsync();
        await new StorageParts(_storage, clock: _clock).ProcessAsync(sent.Select(QueuedDelivery.Whole)); // comes again

        List<TableEntity> rows = [];
        await foreach (TableEntity row in _storage.Tables.Events.QueryAsync<TableEntity>())
            rows.Add(row);
        Assert.Equal(sent.Length, rows.Count);
        Assert.Equal(sent.Length, rows.Select(row => row.RowKey).Distinct().Count());
        Assert.Equal(
            Numbers,
            Enumerable.Range(0, Numbers.Length).Select(day => rows.Select(row => row.PartitionKey).Distinct()
                .Count(key => key.StartsWith($"smartico_{First.AddDays(day):yyyyMMdd}", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task All_days_are_listed_newest_first_and_exported_oldest_first_each_event_once(int limit)
    {
        await SendAsync();
        string[] wanted = [.. Enumerable.Range(0, Numbers.Length * OfADay).Reverse().Select(ContactOf)];

        List<string?> listed = [];
        EventList list = new(_storage.Tables, TimeProvider.System);
        EventSelection all = new() { Vendors = ["smartico"], From = First, To = First.AddDays(3) };
        string? next = null;
        do
        {
            EventPage page = await list.PageAsync(all, limit, next, CancellationToken.None);
            listed.AddRange(page.Events.Select(e => e.ContactId));
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal(wanted, listed);

        List<string?> exported = [];
        for (DateOnly day = First; day <= all.To; day = day.AddDays(1))
        {
            EventQuery query = new() { Vendor = "smartico", Day = day };
            await foreach (EngagementEvent e in new EventReader(_storage.Tables).AllAsync(
                query, CancellationToken.None))
                exported.Add(e.ContactId);
        }

        Assert.Equal(wanted.Reverse(), exported);
    }

    [Fact]
    public async Task All_days_are_counted_replayed_found_and_erased()
    {
        StorageParts parts = new(_storage, clock: _clock);
        Delivery[] sent = await SendAsync();
        for (DateOnly day = First; day <= First.AddDays(3); day = day.AddDays(1))
        {
            Assert.Equal(
                [$"{day:yyyyMMdd}_message.sent_sms={OfADay}"],
                (await parts.CountsAsync("smartico", $"{day:yyyyMMdd}")).RolledUp);
        }

        Job replay = await parts.ReplayAsync(new ReplayRequest
        {
            Vendor = "smartico",
            From = Samples.Noon.AddDays(-1),
            To = Samples.Noon.AddDays(4),
        });
        Assert.Equal((sent.Length, 0), (
            replay.Counts["deliveries/examined"], replay.Counts.GetValueOrDefault("deliveries/changed")));

        ContactReader reader = new(parts.Tables, new ContactIndex(parts.Tables), parts.Events, _clock);
        for (int day = 0; day < Numbers.Length; day++)
        {
            string contact = ContactOf((day * OfADay) + 5);
            EventPage found = await reader.PageAsync(
                new ContactQuery(new SoughtContact(contact), ["smartico"], First, First.AddDays(3)),
                10,
                null,
                CancellationToken.None);
            Assert.Equal(contact, Assert.Single(found.Events).ContactId);
            Job erasure = await parts.EraseAsync(new Person { Vendor = "smartico", ContactId = contact });
            Assert.Equal((1, 1), (erasure.Counts["events/removed"], erasure.Counts["deliveries/erased"]));
        }

        Assert.Equal(
            [$"{First.AddDays(2):yyyyMMdd}_message.sent_sms={OfADay - 1}"],
            (await parts.CountsAsync("smartico", $"{First.AddDays(2):yyyyMMdd}")).RolledUp);
    }

    // The first of a day before the second, and so on.
    private async Task<Delivery[]> SendAsync()
    {
        Delivery[] sent =
        [
            .. Enumerable.Range(0, Numbers.Length * OfADay).Select(i =>
            {
                DateTimeOffset at = Samples.Noon.AddDays(i / OfADay).AddMinutes(i % OfADay);
                return Samples.Delivery(Samples.Send(ContactOf(i), at.ToUnixTimeMilliseconds()), at: at);
            }),
        ];
        foreach (Delivery[] message in sent.Chunk(50))
            await new StorageParts(_storage, clock: _clock).ProcessAsync(message.Select(QueuedDelivery.Whole));
        return sent;
    }

    private static string ContactOf(int number) => $"player-{number}";
}
