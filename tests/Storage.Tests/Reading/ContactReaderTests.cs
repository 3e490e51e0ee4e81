using System.Text.Json;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Reading;

namespace Webhooks.Storage.Tests.Reading;

public class ContactReaderTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 9, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Vendors = ["smartreach", "smartico"];

    [Fact]
    public async Task Pages_of_any_size_hold_each_event_of_both_vendors_once_newest_first_and_nobody_elses()
    {
        StorageParts parts = new(storage, clock: new ManualClock(Now));
        List<QueuedDelivery> message = [];
        for (int number = 0; number < 40; number++)
        {
            // Received up to three days after it happened; and some by a clock that is ahead, over midnight.
            DateTimeOffset at = number % 10 == 0
                ? Now.Date.AddDays(-number).AddMinutes(20)
                : Now.AddHours(-13 * number);
            DateTimeOffset receivedAt = number % 10 == 0
                ? at.AddMinutes(-40)
                : Earlier(at.AddHours(number * 7 % 72), Now);
            message.Add(Of(number % 2 == 0, "77", "Ada@Example.com", at, receivedAt, number));
            message.Add(Of(number % 2 == 0, "770", "sada@example.com", at, receivedAt, 100 + number));
        }

        foreach (QueuedDelivery[] some in message.Chunk(30))
            await parts.ProcessAsync(some);
        await parts.ProcessAsync(message[..20]); // comes again
        string[] ids = [.. (await AllAsync(parts, "ada@example.com", 1000)).Select(one => one.EventId)];

        Assert.Equal(40, ids.Length);
        Assert.Equal(40, ids.Distinct().Count());
        foreach (int limit in (int[])[1, 7, 40])
        {
            List<EngagementEvent> paged = await AllAsync(parts, " Ada Lovelace <ADA@example.com> ", limit);
            Assert.Equal(paged.OrderByDescending(one => one.OccurredAt).Select(one => one.EventId).Order(),
                paged.Select(one => one.EventId).Order());
            Assert.Equal(ids, paged.Select(one => one.EventId));
        }

        Assert.Equal(20, (await AllAsync(parts, "77.0", 9, ["smartico"])).Count);
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_read()
    {
        DateTimeOffset now = Now.AddDays(100);
        StorageParts parts = new(storage, clock: new ManualClock(now));
        await parts.ProcessAsync(
            Enumerable.Range(0, 30).Select(number =>
                Of(false, "88", "eve@example.com", now.AddHours(-12 * number), now, number)));
        DateOnly day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-4);

        ContactQuery query = new(new SoughtContact("eve@example.com"), Vendors, day.AddDays(-1), day);
        EventPage all = await Reader(parts).PageAsync(query, 100, null, CancellationToken.None);
        EventPage one = await Reader(parts).PageAsync(
            query with { Campaign = all.Events[1].Campaign }, 100, null, CancellationToken.None);
        EventPage none = await Reader(parts).PageAsync(
            query with { Type = EventTypes.MessageBounced }, 100, null, CancellationToken.None);

        Assert.Equal(4, all.Events.Count);
        Assert.All(
            all.Events, found => Assert.InRange(DateOnly.FromDateTime(found.OccurredAt.UtcDateTime), query.From, day));
        Assert.Equal(all.Events[1], Assert.Single(one.Events));
        Assert.Empty(none.Events);
    }

    [Fact]
    public async Task It_costs_what_the_days_cost_however_much_was_received()
    {
        DateTimeOffset now = Now.AddDays(200);
        StorageCut counter = new();
        StorageParts parts = new(storage, clock: new ManualClock(now), cut: counter);
        foreach (int[] numbers in Enumerable.Range(0, 450).Chunk(90))
        {
            await parts.ProcessAsync(numbers.Select(number =>
                Of(true, $"{number}", $"p{number}@example.com", now.AddSeconds(-number), now, number)));
        }

        DateOnly day = DateOnly.FromDateTime(now.UtcDateTime);
        int before = counter.Calls;
        EventPage page = await Reader(parts).PageAsync(
            new ContactQuery(new SoughtContact("p7@example.com"), Vendors, day.AddDays(-6), day),
            100,
            null,
            CancellationToken.None);

        Assert.Single(page.Events);

        // Days, vendors, ranges; the key, the event.
        Assert.InRange(counter.Calls - before, 1, (8 * 2 * 4 * storage.Partitions) + 2);
    }

    /// <summary>A page may need the first few of the days that are read: the next goes on in the middle.</summary>
    [Fact]
    public async Task Days_are_read_at_the_same_time_and_pages_are_exact_wherever_they_end()
    {
        DateTimeOffset now = Now.AddDays(600);
        StorageCrowd crowd = new();
        StorageParts parts = new(storage, clock: new ManualClock(now), cut: crowd);
        for (int number = 0; number < 45; number++)
        {
            // Two a day, of two vendors; two days on which it happened are three on which it was received.
            DateTimeOffset at = now.AddDays(-4 * (number / 2)).AddMinutes(-number);
            await parts.ProcessAsync(
                Of(number % 2 == 0, "51", "far@example.com", at, Earlier(at.AddDays(number % 3), now), number));
        }

        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        ContactQuery query = new(new SoughtContact("far@example.com"), Vendors, today.AddDays(-89), today);
        EventPage all = await Reader(parts).PageAsync(query, 100, null, CancellationToken.None);
        Assert.Equal(45, all.Events.Count);
        Assert.Equal(
            all.Events.OrderByDescending(one => one.OccurredAt).Select(one => one.EventId),
            all.Events.Select(one => one.EventId));
        Assert.InRange(crowd.Most, 2, 16);

        foreach (int limit in (int[])[1, 4, 13, 44, 45])
        {
            List<string> paged = [];
            string? next = null;
            do
            {
                EventPage page = await Reader(parts).PageAsync(query, limit, next, CancellationToken.None);
                Assert.True(page.Next is null || page.Events.Count == limit, "It is short and goes on.");
                paged.AddRange(page.Events.Select(one => one.EventId));
                next = page.Next;
            }
            while (next is not null);
            Assert.Equal(all.Events.Select(one => one.EventId), paged);
        }

        int before = crowd.Calls;
        await Reader(parts).PageAsync(query, 4, null, CancellationToken.None);
        // The first days alone; the events.
        Assert.InRange(crowd.Calls - before, 1, (8 * 2 * 2 * storage.Partitions) + 6);
    }

    /// <summary>An address leads to whoever has it as an id, too, without being looked for as one.</summary>
    [Theory]
    [InlineData("id@example.com", 700)]
    [InlineData("ID@example.com", 710)]
    [InlineData("a%40b@example.com", 720)]
    [InlineData("odd(one)@example", 730)]
    public async Task Address_that_is_an_id_is_found(string id, int day)
    {
        DateTimeOffset now = Now.AddDays(day);
        StorageParts parts = new(storage, clock: new ManualClock(now));
        await parts.ProcessAsync(Of(false, id, "other@example.com", now, now, 1));
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);

        EventPage page = await Reader(parts).PageAsync(
            new ContactQuery(new SoughtContact(id), Vendors, today, today), 9, null, CancellationToken.None);

        Assert.Equal(id, Assert.Single(page.Events).ContactId);
    }

    [Fact]
    public async Task Whoever_is_named_too_often_for_an_answer_is_said_so()
    {
        DateTimeOffset now = Now.AddDays(300);
        StorageParts parts = new(storage, clock: new ManualClock(now));
        await parts.ProcessAsync(
            Enumerable.Range(0, 6).Select(number => Of(true, "99", "often@example.com", now, now, number)));
        DateOnly day = DateOnly.FromDateTime(now.UtcDateTime);
        ContactQuery query = new(new SoughtContact("99"), Vendors, day, day);

        EventPage six = await Reader(parts, 6).PageAsync(query, 9, null, CancellationToken.None);
        Assert.Equal(6, six.Events.Count);
        await Assert.ThrowsAsync<ContactTooFrequentException>(
            () => Reader(parts, 5).PageAsync(query, 9, null, CancellationToken.None));
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static ContactReader Reader(StorageParts parts, int maxOfDay = 10_000) =>
        new(parts.Tables, new ContactIndex(parts.Tables), parts.Events, parts.Time, maxOfDay);

    private static async Task<List<EngagementEvent>> AllAsync(
        StorageParts parts, string contact, int limit, string[]? vendors = null)
    {
        DateOnly today = DateOnly.FromDateTime(Now.UtcDateTime);
        ContactQuery query = new(new SoughtContact(contact), vendors ?? Vendors, today.AddDays(-60), today);
        List<EngagementEvent> found = [];
        string? next = null;
        do
        {
            EventPage page = await Reader(parts).PageAsync(query, limit, next, CancellationToken.None);
            Assert.InRange(page.Events.Count, 0, limit);
            found.AddRange(page.Events);
            next = page.Next;
            Assert.True(next is null || ContactReader.IsContinuation(next), next);
        }
        while (next is not null);
        return found;
    }

    private static QueuedDelivery Of(
        bool isSmartReach, string id, string email, DateTimeOffset at, DateTimeOffset receivedAt, int number)
    {
        long time = at.ToUnixTimeMilliseconds();
        string body = isSmartReach
            ? $$$"""
            {"metadata":{"event_type":"activity.email.opened","webhook_id":1},"data":[{"prospect":{"prospect_id":{{{id}}},"email":"{{{email}}}"},
            "activity":{"created_at":{{{time}}},"campaign_name":"c{{{number}}}"} }]}
            """
            : JsonSerializer.Serialize(new
            {
                login = id,
                email,
                time,
                channel = "SMS",
                campaign_name = $"c{number}",
                view_url = "https://example.com/1",
            });
        return QueuedDelivery.Whole(Samples.Delivery(body, isSmartReach ? "smartreach" : "smartico", receivedAt));
    }
}
