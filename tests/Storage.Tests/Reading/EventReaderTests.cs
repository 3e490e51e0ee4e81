using Webhooks.Ingestion;
using Webhooks.Storage.Reading;

namespace Webhooks.Storage.Tests.Reading;

public class EventReaderTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    // Spread over the day, a rush in one minute, and a crowd in one millisecond, as times of whole seconds give.
    [Theory]
    [InlineData("smartreach", 0, 0, 0, 5)]
    [InlineData("empty", 1, 0, 0, 5)]
    [InlineData("spread", 300, 0, 0, 40)]
    [InlineData("rush", 20, 900, 0, 100)]
    [InlineData("crowd", 5, 5, 1200, 50)]
    public async Task Pages_from_the_newest_hold_every_event_once_in_order(
        string vendor, int spread, int rush, int crowd, int limit)
    {
        Random random = new(7);
        DateTimeOffset day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        List<EngagementEvent> events = [];
        for (int i = 0; i < spread + rush + crowd; i++)
        {
            int ms = i < spread ? random.Next(86_400_000)
                : i < spread + rush ? 40_000_000 + random.Next(60_000)
                : 50_000_000;
            events.Add(Samples.Event(i, day.AddMilliseconds(ms), vendor));
        }

        await Samples.Store(storage.Tables).StoreAsync(events, CancellationToken.None);
        string[] wanted = [.. events.Select(
            e => TableKeys.Row(e.OccurredAt, e.EventId)).OrderDescending(StringComparer.Ordinal)];

        List<string> seen = [];
        EventQuery query = new() { Vendor = vendor, Day = new DateOnly(2026, 3, 1) };
        string? next = null;
        do
        {
            EventPage page = await new EventReader(storage.Tables).PageAsync(
                query, limit, next, CancellationToken.None);
            Assert.InRange(page.Events.Count, 0, limit);
            seen.AddRange(page.Events.Select(e => TableKeys.Row(e.OccurredAt, e.EventId)));
            next = page.Next;
            Assert.True(next is null || EventReader.IsContinuation(next));
        }
        while (next is not null);

        Assert.Equal(wanted, seen);
    }

    [Fact]
    public async Task Rare_type_of_a_busy_day_is_found()
    {
        DateTimeOffset day = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        EngagementEvent[] events = [.. Enumerable.Range(0, 1500).Select(i => Samples.Event(
            i, day.AddSeconds(i * 50), type: i == 700 ? EventTypes.MessageBounced : EventTypes.MessageSent))];
        await Samples.Store(storage.Tables).StoreAsync(events, CancellationToken.None);

        EventPage page = await new EventReader(storage.Tables).PageAsync(
            new EventQuery
            {
                Vendor = "smartreach",
                Day = new DateOnly(
                2026,
                3,
                2),
                Type = EventTypes.MessageBounced
            }, 10, null, CancellationToken.None);

        Assert.Equal(events[700], Assert.Single(page.Events));
    }
}
