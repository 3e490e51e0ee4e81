using Webhooks.Ingestion;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Sending;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Outgoing;

/// <summary>How many events wait for each destination to be tried again, as the instances count them.</summary>
public sealed class WaitingEventsTests(StorageFixture storage) : IClassFixture<StorageFixture>, IDisposable
{
    private static readonly DateTimeOffset Late = new(2028, 2, 3, 23, 58, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Late);
    private readonly List<DestinationTallies> _instances = [];
    private int _sent;

    public void Dispose() => _instances.ForEach(instance => instance.Dispose());

    [Fact]
    public async Task Those_of_a_dead_destination_wait_until_it_is_back_and_nothing_waits_for_another()
    {
        Destination[] both =
            [new("dead", new Uri("https://dead.example.com/")), new("well", new Uri("https://well.example.com/"))];
        StorageParts parts = new(storage, clock: _clock, queue: "dead", destinations: both);
        DestinationTallies[] instances = [Instance(), Instance()];
        parts.Post.Answer = (destination, _) => new DestinationAnswer(destination.Name == "dead" ? 503 : 200);

        await SendAsync(parts, instances[0], events: 3);
        Assert.Equal((3L, 0L), await WaitingAsync(both));
        await SendAsync(parts, instances[1], events: 4);
        Assert.Equal((7L, 0L), await WaitingAsync(both));

        // They are tried past midnight, by whichever instance, some untried while the circuit is open; and fail again.
        for (int i = 0; i < 3; i++)
        {
            await AgainAsync(parts, instances[i % 2]);
            Assert.Equal((7L, 0L), await WaitingAsync(both));
        }

        parts.Post.Answer = (_, _) => new DestinationAnswer(200);
        await AgainAsync(parts, instances[1]);
        Assert.Equal((0L, 0L), await WaitingAsync(both));
        Assert.Equal(7, parts.Post.Taken.Count(one => one.Destination == "dead"));
    }

    [Fact]
    public async Task What_was_tried_to_the_end_or_is_erased_waits_no_more()
    {
        Destination one = new("ended", new Uri("https://ended.example.com/"));
        StorageParts parts = new(storage, clock: _clock, queue: "ended", destinations: one);
        DestinationTallies instance = Instance();
        parts.Post.Answer = (_, _) => new DestinationAnswer(422);
        EngagementEvent[] events = await SendAsync(parts, instance, events: 2);
        Assert.Equal(2, (await StatusAsync(one)).Waiting);

        await parts.Events.RemoveAsync([EventKey.Of(events[0])], CancellationToken.None);
        await AgainAsync(parts, instance);
        Assert.Equal(1, (await StatusAsync(one)).Waiting);
        for (int tries = 3; tries <= 9; tries++)
            await AgainAsync(parts, instance);

        DestinationStatus status = await StatusAsync(one);
        Assert.Equal((0L, 1), (status.Waiting, status.Parked));
    }

    [Fact]
    public async Task What_a_crash_left_uncounted_is_wrong_until_a_while_after_it_was_due()
    {
        Destination one = new("crash", new Uri("https://crash.example.com/"));
        StorageParts parts = new(storage, clock: _clock, queue: "crash", destinations: one);
        parts.Post.Answer = (_, _) => new DestinationAnswer(503);
        await SendAsync(parts, Instance(), events: 2);
        parts.Post.Answer = (_, _) => new DestinationAnswer(200);

        // Taken by an instance that dies before it writes so down.
        (OutgoingMessage left, TimeSpan delay) = Assert.Single(parts.Puts.Take());
        await parts.Sender.SendAsync(left, CancellationToken.None);
        Assert.Equal(2, (await StatusAsync(one)).Waiting);

        _clock.Now += delay + TimeSpan.FromMinutes(17);
        Assert.Equal(0, (await StatusAsync(one)).Waiting);
    }

    [Fact]
    public void Numbers_of_minutes_are_added_and_what_nobody_wrote_is_none()
    {
        WaitingEvents some = WaitingEvents.None.With(Late, 5).With(Late.AddHours(1), 3).With(Late.AddSeconds(20), -4);

        Assert.Equal(4, some.Count(Late));
        Assert.Equal(3, some.With(Late, -7).Count(Late)); // taken twice: none of the other minute's
        Assert.Equal(some.ToString(), WaitingEvents.Parse(some.ToString()).ToString());
        Assert.Equal(0, WaitingEvents.Parse("nonsense,1:x,:,-1:2").Count(Late));
        Assert.Equal("", some.At(Late.AddDays(1)).ToString());
    }

    private DestinationTallies Instance()
    {
        DestinationTallies instance = new(new WebhookTables(storage.Connection.Tables()), _clock);
        _instances.Add(instance);
        return instance;
    }

    private async Task<EngagementEvent[]> SendAsync(StorageParts parts, DestinationTallies instance, int events)
    {
        EngagementEvent[] sent =
            [.. Enumerable.Range(0, events).Select(_ => Samples.Event(++_sent, _clock.Now.AddSeconds(_sent)))];
        await parts.Events.StoreAsync(sent, CancellationToken.None);
        await RunAsync(parts, instance, new OutgoingMessage([.. sent.Select(e => EventKey.Of(e).ToString())]));
        return sent;
    }

    // What was put is due, and taken by an instance.
    private async Task AgainAsync(StorageParts parts, DestinationTallies instance)
    {
        var puts = parts.Puts.Take();
        _clock.Now += puts.Max(put => put.Delay) + TimeSpan.FromSeconds(16); // an open circuit lets one through again
        foreach ((OutgoingMessage message, _) in puts)
            await RunAsync(parts, instance, message);
    }

    // As the function does it.
    private static async Task RunAsync(StorageParts parts, DestinationTallies instance, OutgoingMessage message)
    {
        foreach (SendResult result in await parts.Sender.SendAsync(message, CancellationToken.None))
            instance.Wait(result.Destination, result.Waiting);
        await instance.WriteAsync(CancellationToken.None);
    }

    private async Task<(long First, long Second)> WaitingAsync(Destination[] both) =>
        ((await StatusAsync(both[0])).Waiting, (await StatusAsync(both[1])).Waiting);

    private async Task<DestinationStatus> StatusAsync(Destination of)
    {
        WebhookTables tables = new(storage.Connection.Tables());
        DestinationList list = new(of);
        DestinationStatusReader reader = new(
            tables, list, new DestinationStates(tables, _clock), new ParkedEvents(tables, list, _clock), _clock);
        return (await reader.ReadAsync(CancellationToken.None)).Single(one => one.Name == of.Name);
    }
}
