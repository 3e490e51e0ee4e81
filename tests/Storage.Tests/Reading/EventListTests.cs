using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Reading;

namespace Webhooks.Storage.Tests.Reading;

public class EventListTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly string[] Vendors = ["one", "two"];

    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(1000)]
    public async Task Pages_over_days_and_vendors_hold_every_event_once_newest_first(int limit)
    {
        EngagementEvent[] events = await WriteAsync();

        List<EngagementEvent> seen = await AllAsync(Selection(), limit);

        Assert.Equal(Order(events), seen.Select(one => one.EventId));
    }

    [Fact]
    public async Task New_events_meanwhile_move_no_page()
    {
        EngagementEvent[] events = await WriteAsync();
        EventList list = new(storage.Tables, TimeProvider.System);
        EventPage newest = await list.PageAsync(Selection(), 20, null, CancellationToken.None);
        DateTimeOffset late = new(First.AddDays(5).ToDateTime(new TimeOnly(23, 59)), TimeSpan.Zero);
        await Samples.Store(storage.Tables).StoreAsync(
            [Samples.Event(9999, late, "one", EventTypes.CustomReceived)], CancellationToken.None);

        EventPage next = await list.PageAsync(Selection(), 20, newest.Next, CancellationToken.None);

        Assert.Equal(Order(events).Skip(20).Take(20), next.Events.Select(one => one.EventId));
    }

    [Fact]
    public async Task Filters_leave_what_they_say()
    {
        EngagementEvent[] events = await WriteAsync();
        (EventSelection Selection, Func<EngagementEvent, bool> Is)[] cases =
        [
            (Selection() with { Vendors = ["two"] }, one => one.Vendor == "two"),
            (Selection() with { Type = EventTypes.MessageOpened }, one => one.Type == EventTypes.MessageOpened),
            (Selection() with { Channel = Channels.Sms }, one => one.Channel == Channels.Sms),
            (Selection() with { Channel = "none" }, one => one.Channel is null),
            (Selection() with { Campaign = "Spring" }, one => one.Campaign == "Spring"),
            (Selection() with { Hour = 13 }, one => one.OccurredAt.Hour == 13),
            (Selection() with { From = First.AddDays(1), To = First.AddDays(1) }, one => one.OccurredAt.Day == 2),
            (
                Selection() with { Hour = 23, Channel = "none", Vendors = ["one"] },
                one => one.OccurredAt.Hour == 23 && one.Channel is null && one.Vendor == "one"),
        ];
        foreach ((EventSelection selection, Func<EngagementEvent, bool> isWanted) in cases)
        {
            List<EngagementEvent> seen = await AllAsync(selection, 25);

            Assert.Equal(Order(events.Where(isWanted)), seen.Select(one => one.EventId));
            Assert.NotEmpty(seen);
        }
    }

    [Fact]
    public async Task Event_is_found_by_its_keys()
    {
        EngagementEvent[] events = await WriteAsync();
        EventList list = new(storage.Tables, TimeProvider.System);

        EngagementEvent? found = await list.FindAsync(EventKey.Of(events[3]), CancellationToken.None);
        Assert.Equal(events[3] with { DeliveryId = found!.DeliveryId }, found);
        Assert.Null(await list.FindAsync(new EventKey("one_20260301", "120000000_0"), CancellationToken.None));
    }

    private static EventSelection Selection() =>
        new() { Vendors = Vendors, From = First.AddDays(-3), To = First.AddDays(5) };

    private static IEnumerable<string> Order(IEnumerable<EngagementEvent> events) => events
        .OrderByDescending(one => DateOnly.FromDateTime(one.OccurredAt.UtcDateTime))
        .ThenByDescending(one => TableKeys.Row(one.OccurredAt, one.EventId), StringComparer.Ordinal)
        .Select(one => one.EventId);

    private async Task<List<EngagementEvent>> AllAsync(EventSelection selection, int limit)
    {
        List<EngagementEvent> seen = [];
        string? next = null;
        do
        {
            EventPage page = await new EventList(storage.Tables, TimeProvider.System).PageAsync(
                selection, limit, next, CancellationToken.None);
            Assert.InRange(page.Events.Count, 0, limit);
            seen.AddRange(page.Events);
            next = page.Next;
            Assert.True(next is null || EventList.IsContinuation(next));
        }
        while (next is not null);

        return [.. seen.Where(one => one.Type != EventTypes.CustomReceived)];
    }

    // Three days, the middle one of the second vendor empty; some at one moment at both.
    private async Task<EngagementEvent[]> WriteAsync()
    {
        Random random = new(11);
        string?[] channels = [Channels.Email, Channels.Sms, null];
        EngagementEvent[] events =
        [
            .. Enumerable.Range(0, 400).Select(number => Samples.Event(
                number,
                new DateTimeOffset(First.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
                    .AddDays(number % 2 == 0 ? random.Next(3) : 2 * random.Next(2))
                    .AddMilliseconds(number % 5 == 0 ? 50_000_000 : random.Next(86_400_000)),
                Vendors[number % 2],
                number % 3 == 0 ? EventTypes.MessageOpened : EventTypes.MessageSent,
                channels[number % 7 % 3],
                number % 4 == 0 ? "Spring" : null)),
        ];
        await Samples.Store(storage.Tables).StoreAsync(events, CancellationToken.None);
        return events;
    }
}
