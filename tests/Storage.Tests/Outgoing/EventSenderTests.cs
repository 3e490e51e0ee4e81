using System.Collections.Concurrent;
using System.Text;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.CloudEvents;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Events;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Sending;

namespace Webhooks.Storage.Tests.Outgoing;

/// <summary>What is sent where, and what becomes of what does not arrive.</summary>
public class EventSenderTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static int _day;

    private readonly DateTimeOffset _at = Samples.Noon.AddDays(1000 + (10 * Interlocked.Increment(ref _day)));

    [Fact]
    public async Task Each_destination_gets_what_it_wants()
    {
        StorageParts parts = Parts(
            "wants",
            Waiting.Crm with { Types = ["message.opened", "contact.*"] },
            Waiting.Slow with { Format = DestinationFormat.CloudEventsBatch });
        EngagementEvent sent = Event(1);
        EngagementEvent opened = Event(2, EventTypes.MessageOpened);
        EngagementEvent created = Event(3, EventTypes.ContactCreated);

        await SendAsync(parts, sent, opened, created);

        Assert.Equal(
            new[] { opened.EventId, created.EventId }.Order(),
            parts.Post.Taken.Where(one => one.Destination == "crm").Select(one => one.EventId).Order());
        Assert.Equal(
            new[] { sent.EventId, opened.EventId, created.EventId }.Order(),
            Assert.Single(parts.Post.Requests, request => request.Destination == "slow").Events.Order());
        Assert.Empty(parts.Puts.Take());
    }

    [Fact]
    public async Task Batch_is_of_no_more_bytes_than_receivers_take_whatever_its_characters()
    {
        StorageParts parts = Parts("bytes", Waiting.Slow with { Format = DestinationFormat.CloudEventsBatch });
        ConcurrentBag<(int Events, int Bytes)> sizes = [];
        parts.Post.Answer = (_, sent) =>
        {
            sizes.Add((sent.Count, Encoding.UTF8.GetByteCount(CloudEventJson.Render(sent))));
            return new DestinationAnswer(200);
        };
        EngagementEvent[] events =
        [
            .. Enumerable.Range(0, 60).Select(i => Event(i) with
            {
                Data = $"\"{new string('語', 10_000)}\"",
                LinkUrl = $"https://example.com/{new string('a', 20_000)}",
            }),
        ];

        await SendAsync(parts, events);

        Assert.Equal(60, sizes.Sum(one => one.Events));
        Assert.InRange(sizes.Count, 2, 5);
        Assert.All(sizes, one => Assert.InRange(one.Bytes, 1, 1_000_000));
    }

    [Fact]
    public async Task What_one_destination_does_not_take_is_tried_there_again_and_nowhere_else()
    {
        StorageParts parts = Parts("again", Waiting.Crm, Waiting.Slow);
        EngagementEvent bad = Event(1);
        EngagementEvent good = Event(2);
        parts.Post.Answer = (destination, events) =>
            new DestinationAnswer(destination.Name == "slow" && events[0].EventId == bad.EventId ? 400 : 204);

        IReadOnlyList<SendResult> results = await SendAsync(parts, bad, good);

        Assert.Equal(
            [new("crm", 2, 0, 0, 0), new("slow", 1, 1, 0, 0)], results.Select(WithoutTimes));
        (OutgoingMessage left, TimeSpan delay) = Assert.Single(parts.Puts.Take());
        Assert.Equal(("slow", 1, EventKey.Of(bad).ToString()), (left.To, left.Tries, Assert.Single(left.Events)));
        Assert.InRange(delay.TotalSeconds, 3, 6.1);
    }

    [Fact]
    public async Task Tries_come_later_and_later_and_then_the_event_is_parked_with_the_last_answer()
    {
        int[] seconds = [5, 30, 120, 600, 3600, 3 * 3600, 8 * 3600, 12 * 3600];
        StorageParts parts = Parts("schedule", Waiting.Crm);
        parts.Post.Answer = (_, _) => new DestinationAnswer(422, "no such person");
        EngagementEvent one = Event(1);
        await parts.Events.StoreAsync([one], CancellationToken.None);
        OutgoingMessage message = Of(one);

        foreach (int after in seconds)
        {
            await parts.Sender.SendAsync(message, CancellationToken.None);
            (message, TimeSpan delay) = Assert.Single(parts.Puts.Take());
            Assert.InRange(delay.TotalSeconds, (after * 0.8) - 2, (after * 1.2) + 1);
        }

        await parts.Sender.SendAsync(message, CancellationToken.None);

        Assert.Empty(parts.Puts.Take());
        TableEntity row = Assert.Single(await StorageFixture.RowsAsync(parts.Tables.ParkedEvents, "crm"), IsOf(one));
        Assert.Equal(
            (422, "no such person", 9), (row.GetInt32("Status"), row.GetString("Answer"), row.GetInt32("Tries")));
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(24 * 3600, 12 * 3600)]
    public async Task Destination_that_asks_to_wait_is_heard_for_half_a_day(int asked, int heard)
    {
        StorageParts parts = Parts($"after{asked}", Waiting.Crm);
        parts.Post.Answer = (_, _) => new DestinationAnswer(429) { RetryAfter = TimeSpan.FromSeconds(asked) };

        await SendAsync(parts, Event(1));

        Assert.InRange(Assert.Single(parts.Puts.Take()).Delay.TotalSeconds, heard - 2, heard + 1);
    }

    [Fact]
    public async Task Destination_that_is_down_is_asked_three_times_and_all_of_the_message_comes_again()
    {
        StorageParts parts = Parts("down", Waiting.Crm);
        parts.Post.Answer = (_, _) => new DestinationAnswer(0, "No answer.");

        await SendAsync(parts, [.. Enumerable.Range(0, 100).Select(i => Event(i))]);

        Assert.InRange(parts.Post.Requests.Count, 3, 11); // those that were under way
        OutgoingMessage left = Assert.Single(parts.Puts.Take(), put => put.Message.To == "crm").Message;
        Assert.Equal((100, 1), (left.Events.Distinct().Count(), left.Tries));

        // What was tried in vain comes last, so that one event which breaks the receiver holds up no other.
        Assert.DoesNotContain(left.Keys.First().EventId, parts.Post.Requests.SelectMany(r => r.Events));
    }

    [Fact]
    public async Task Circuit_that_is_open_puts_messages_back_untried_and_other_destinations_get_theirs()
    {
        StorageParts parts = Parts("circuit", Waiting.Crm, Waiting.Slow);
        parts.Post.Answer = (destination, _) => new DestinationAnswer(destination.Name == "slow" ? 503 : 200);
        for (int i = 0; i < 4; i++)
            await SendAsync(parts, [.. Enumerable.Range(10 * i, 10).Select(n => Event(n))]);
        int before = parts.Post.Requests.Count(request => request.Destination == "slow");

        IReadOnlyList<SendResult> results = await SendAsync(parts, Event(100), Event(101));

        Assert.Equal([new("crm", 2, 0, 0, 0), new("slow", 0, 0, 2, 0)], results.Select(WithoutTimes));
        Assert.Equal(before, parts.Post.Requests.Count(request => request.Destination == "slow"));
        OutgoingMessage last = parts.Puts.Take().Select(one => one.Message).Last(m => m.Deferrals > 0);
        Assert.Equal((0, 1), (last.Tries, last.Deferrals));
    }

    [Fact]
    public async Task Destination_that_is_gone_is_off_until_its_settings_change_and_its_events_are_parked()
    {
        Destination gone = Waiting.Crm with { Name = "gone" };
        StorageParts parts = Parts("gone", gone);
        parts.Post.Answer = (_, _) => new DestinationAnswer(410, "closed");

        await SendAsync(parts, Event(1), Event(2));
        int asked = parts.Post.Requests.Count;
        await SendAsync(parts, Event(3));

        Assert.Equal(asked, parts.Post.Requests.Count);
        Assert.Empty(parts.Puts.Take());
        Assert.Equal(3, (await ParkedAsync(parts, "gone")).Count);

        StorageParts changed = Parts("gone", gone with { Secret = "whsec_another" });
        await SendAsync(changed, Event(4));
        Assert.Single(changed.Post.Taken);

        StorageParts restarted = Parts("gone", gone);
        await SendAsync(restarted, Event(5));
        Assert.Empty(restarted.Post.Requests);
    }

    [Fact]
    public async Task Events_of_a_destination_that_is_configured_no_more_are_parked()
    {
        StorageParts parts = Parts("removed", Waiting.Crm);
        EngagementEvent one = Event(1);
        await parts.Events.StoreAsync([one], CancellationToken.None);

        await parts.Sender.SendAsync(Of(one) with { To = "former" }, CancellationToken.None);

        Assert.Single(await StorageFixture.RowsAsync(parts.Tables.ParkedEvents, "former"), IsOf(one));
        Assert.Empty(parts.Post.Requests);
    }

    [Fact]
    public async Task Erased_person_is_not_sent_any_more_and_not_parked_anywhere()
    {
        ManualClock clock = new(_at);
        StorageParts parts = new(
            storage,
            clock: clock,
            queue: "erased",
            destinations: [Waiting.Crm, Waiting.Slow with { Name = "closed" }]);
        parts.Post.Answer = (destination, _) =>
            new DestinationAnswer(destination.Name == "closed" ? 410 : 500, "do-not-write-to@example.com");
        string user = $"erased{_at.DayOfYear}@example.com";
        await parts.ProcessAsync(Ingestion.Messages.QueuedDelivery.Whole(Samples.Delivery(
            Samples.Send(user, _at.ToUnixTimeMilliseconds()), at: _at)));
        await Waiting.SendAsync(parts);
        OutgoingMessage left = Assert.Single(parts.Puts.Take(), put => put.Message.To == "crm").Message;
        Assert.Single(await StorageFixture.RowsAsync(parts.Tables.ParkedEvents, "closed"), row => IsOfDay(row));
        await parts.Sender.SendAsync(left with { To = "former" }, CancellationToken.None);

        await parts.EraseAsync(new Person { Email = user });
        int asked = parts.Post.Requests.Count;
        await parts.Sender.SendAsync(left, CancellationToken.None);

        Assert.Equal(asked, parts.Post.Requests.Count);
        foreach (string name in (string[])["crm", "closed", "former"])
            Assert.DoesNotContain(
                await StorageFixture.RowsAsync(parts.Tables.ParkedEvents, name), row => IsOfDay(row));
    }

    [Fact]
    public async Task Event_that_is_erased_while_it_is_sent_is_not_parked()
    {
        StorageParts parts = Parts("race", Waiting.Crm with { Name = "race" });
        EngagementEvent one = Event(1);
        parts.Post.Answer = (_, _) =>
        {
            parts.Events.RemoveAsync([EventKey.Of(one)], CancellationToken.None).GetAwaiter().GetResult();
            return new DestinationAnswer(410);
        };

        await SendAsync(parts, one);

        Assert.DoesNotContain(await ParkedAsync(parts, "race"), IsOf(one));
    }

    [Fact]
    public void Foreign_message_is_none()
    {
        Assert.Null(OutgoingMessage.Parse("hello"));
        Assert.Null(OutgoingMessage.Parse("{}"));
        Assert.Empty(OutgoingMessage.Parse("""{"events":["nothing","a/b"]}""")!.Keys);
    }

    private static SendResult WithoutTimes(SendResult result) => result with { Wait = null, Waiting = [] };

    private StorageParts Parts(string queue, params Destination[] destinations) =>
        new(storage, queue: queue, destinations: destinations);

    private EngagementEvent Event(int number, string type = EventTypes.MessageSent) =>
        Samples.Event(number, _at.AddSeconds(number), type: type);

    private static OutgoingMessage Of(params EngagementEvent[] events) =>
        new([.. events.Select(e => EventKey.Of(e).ToString())]);

    private static async Task<IReadOnlyList<SendResult>> SendAsync(StorageParts parts, params EngagementEvent[] events)
    {
        await parts.Events.StoreAsync(events, CancellationToken.None);
        return await parts.Sender.SendAsync(Of(events), CancellationToken.None);
    }

    private static Predicate<TableEntity> IsOf(EngagementEvent e) =>
        row => row.RowKey == ParkedEvent.RowOf(EventKey.Of(e));

    private bool IsOfDay(TableEntity row) =>
        row.RowKey.Contains(_at.ToString("yyyyMMdd", null), StringComparison.Ordinal);

    private async Task<List<TableEntity>> ParkedAsync(StorageParts parts, string destination) =>
        [.. (await StorageFixture.RowsAsync(parts.Tables.ParkedEvents, destination)).Where(IsOfDay)];

}
