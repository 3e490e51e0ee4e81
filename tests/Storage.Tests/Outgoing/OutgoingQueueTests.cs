using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Replay;

namespace Webhooks.Storage.Tests.Outgoing;

/// <summary>Which events are put to be sent on, and that none is missed, whatever dies when.</summary>
public sealed partial class OutgoingQueueTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static int _day;

    private readonly DateTimeOffset _at = Samples.Noon.AddDays(100 + (10 * Interlocked.Increment(ref _day)));

    [Fact]
    public async Task Events_are_put_once_in_one_message_for_all_destinations()
    {
        StorageParts parts = Parts("once");

        await parts.ProcessAsync(Send("a"), Send("b"), Send("c"));

        OutgoingMessage message = Assert.Single(await Waiting.TakeAsync(parts));
        Assert.Equal(3, message.Keys.Count());
        Assert.Null(message.To);
    }

    [Fact]
    public async Task Without_a_destination_nothing_is_put_and_no_queue_is_made()
    {
        StorageCut calls = new();
        StorageParts none = new(storage, cut: calls, queue: "none");
        StorageParts other = new(storage, queue: "none2", destinations: Waiting.Crm);

        await none.ProcessAsync(Send("a"));
        int without = calls.Calls;
        StorageCut counted = new();
        await new StorageParts(storage, cut: counted, queue: "none3", destinations: Waiting.Crm)
            .ProcessAsync(Send("b"));

        Assert.False(await none.OutgoingMessages.ExistsAsync());
        Assert.Empty(await Waiting.TakeAsync(other));
        Assert.Equal(without + 3, counted.Calls); // a put that finds no queue, makes it, and is made again
    }

    [Fact]
    public async Task A_hundred_events_are_one_more_operation()
    {
        StorageCut with = new();
        StorageCut without = new();
        StorageParts counted = new(storage, cut: with, queue: "meter", destinations: Waiting.Crm);
        await counted.OutgoingMessages.CreateIfNotExistsAsync();
        int before = with.Calls;

        await counted.ProcessAsync([.. Enumerable.Range(0, 90).Select(i => Send($"m{i}"))]);
        await new StorageParts(storage, cut: without, queue: "meter2")
            .ProcessAsync([.. Enumerable.Range(0, 90).Select(i => Send($"n{i}"))]);

        Assert.Equal(without.Calls + 1, with.Calls - before);
        OutgoingMessage message = Assert.Single(await Waiting.TakeAsync(counted));
        int taken = with.Calls;
        await counted.Sender.SendAsync(message, CancellationToken.None);
        Assert.Equal(2, with.Calls - taken); // one query of the events, one look at the destination's state
    }

    [Fact]
    public async Task Only_what_a_destination_wants_is_put()
    {
        StorageParts parts = new(
            storage,
            queue: "wanted",
            destinations:
            [
                Waiting.Crm with { Types = ["contact.*"] },
                Waiting.Slow with { Vendors = ["smartreach"] },
            ]);

        await parts.ProcessAsync(Send("a"));

        Assert.Empty(await Waiting.TakeAsync(parts));
    }

    [Fact]
    public async Task What_the_vendor_sends_again_is_not_put_again()
    {
        StorageParts parts = Parts("repeat");
        await parts.ProcessAsync(Send("a"));
        Assert.Single(await Waiting.TakeAsync(parts));

        await parts.ProcessAsync(Send("a", 60));

        Assert.Empty(await Waiting.TakeAsync(parts));
    }

    // In an order by hashes, which each process has its own of, a seed of the simulation would not say what happens.
    [Fact]
    public async Task Whether_what_came_before_was_put_is_asked_in_the_order_of_the_events()
    {
        QueuedDelivery[] before = [.. Enumerable.Range(0, 12).Select(i => Send($"order{i}"))];
        await Parts("order").ProcessAsync(before);
        ReadDeliveries read = new();
        StorageParts parts = new(storage, cut: read, queue: "order", destinations: Waiting.Crm);

        await parts.ProcessAsync([.. Enumerable.Range(0, 12).Select(i => Send($"order{i}", 60))]);

        Assert.Equal(before.Select(one => one.Id), read.Ids);
    }

    // Whichever call is the last before the process dies, done or not: afterwards the message comes again.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Crash_at_any_call_loses_no_event(bool done)
    {
        for (int at = 1; ; at++)
        {
            string name = $"crash{done}{at}".ToLowerInvariant();
            QueuedDelivery[] sent = [Send($"{name}-a"), Send($"{name}-b")];
            StorageCut cut = new(at, done);
            StorageParts dying = new(storage, cut: cut, queue: name, destinations: Waiting.Crm);
            try
            {
                await dying.ProcessAsync(sent);
            }
            catch (Exception e) when (cut.IsDead && e is not OutOfMemoryException)
            {
                // It died.
            }

            StorageParts next = Parts(name);
            await next.ProcessAsync(sent);
            Assert.Equal(2, (await Waiting.EventsAsync(next)).Distinct().Count());
            if (!cut.IsDead)
                break;
        }
    }

    // Its delivery's message died before the event was put; a repeat of the vendor's takes it over meanwhile.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_stored_and_never_put_is_put_by_its_repeat_or_when_its_message_comes_again(bool first)
    {
        StorageParts parts = Parts($"takeover{first}".ToLowerInvariant());
        QueuedDelivery one = Send("a");
        DeliveryOutcome outcome = parts.Mapper.Map(one.Delivery!);
        await parts.Events.StoreAsync(outcome.Events, CancellationToken.None);

        if (first)
            await parts.ProcessAsync(one);
        else
            await parts.ProcessAsync(Send("a", 60));

        Assert.Equal([outcome.Events[0].EventId], await Waiting.EventsAsync(parts));
    }

    [Fact]
    public async Task Event_that_joins_the_day_before_is_put_by_the_key_that_it_has_then()
    {
        StorageParts parts = Parts("midnight");
        const string Body = """{"user_ext_id":"u-midnight","brand":"B"}""";
        DateTimeOffset evening = new(_at.Date.AddHours(23.9), TimeSpan.Zero);
        await parts.ProcessAsync(OfDay(evening));
        string first = Assert.Single(await Waiting.EventsAsync(parts));

        // The evening's died before it was put, so to say: the morning's has taken its event over.
        await parts.ProcessAsync(OfDay(evening.AddHours(1)));

        Assert.Equal([first], await Waiting.EventsAsync(parts));

        QueuedDelivery OfDay(DateTimeOffset at) => QueuedDelivery.Whole(Samples.Delivery(Body, at: at));
    }

    [Fact]
    public async Task Large_delivery_is_put_a_hundred_events_at_a_time_even_if_it_was_cut_off_before()
    {
        const int Events = DeliveryOutcome.MaxEvents + 150;
        string body = "[" + string.Join(',', Enumerable.Range(0, Events).Select(
            i => Samples.Send($"large{i}", _at.ToUnixTimeMilliseconds() + i))) + "]";
        Delivery large = Samples.Delivery(body, at: _at);
        StorageCut cut = new(40);
        StorageParts dying = new(storage, cut: cut, queue: "large", destinations: Waiting.Crm);
        await Parts("large").Deliveries.ParkAsync(large, CancellationToken.None);
        await Assert.ThrowsAnyAsync<Exception>(
            () => dying.ProcessAsync(QueuedDelivery.Stored(large.Vendor, large.Id)));

        StorageParts parts = Parts("large");
        await parts.ProcessAsync(QueuedDelivery.Stored(large.Vendor, large.Id));

        List<OutgoingMessage> messages = await Waiting.TakeAsync(parts);
        Assert.All(messages, message => Assert.InRange(message.Events.Count, 1, OutgoingMessage.MaxEvents));
        Assert.Equal(Events, messages.SelectMany(message => message.Keys).Distinct().Count());
    }

    [Fact]
    public async Task Replay_puts_what_is_new_and_the_rest_only_if_asked()
    {
        StorageParts before = new(storage, queue: "replay", destinations: Waiting.Crm);
        QueuedDelivery good = Send("a");
        QueuedDelivery bad = QueuedDelivery.Whole(Samples.Delivery("not JSON", at: _at));
        await before.ProcessAsync(good, bad);
        string id = Assert.Single(await Waiting.EventsAsync(before));
        ReplayRequest all = new() { Vendor = "smartico", From = _at.AddHours(-1), To = _at.AddHours(1) };

        await before.ReplayAsync(all);
        Assert.Empty(await Waiting.TakeAsync(before));

        await before.ReplayAsync(all with { Send = true });
        Assert.Equal([id], await Waiting.EventsAsync(before));
    }

    [Fact]
    public async Task Rejected_delivery_that_a_replay_mends_is_sent_on()
    {
        StorageParts parts = Parts("mended");
        QueuedDelivery one = Send("a");
        await parts.Poison.ParkAsync(new MessageWriter().TryPack([one]), CancellationToken.None);
        Assert.Empty(await Waiting.TakeAsync(parts));

        Job job = await parts.ReplayAsync(new ReplayRequest { DeliveryId = one.Delivery!.Id });

        Assert.Equal(JobStatuses.Done, job.Status);
        Assert.Single(await Waiting.EventsAsync(parts));
    }

    private StorageParts Parts(string queue) => new(storage, queue: queue, destinations: Waiting.Crm);

    private QueuedDelivery Send(string user, int later = 0) => QueuedDelivery.Whole(Samples.Delivery(
        Samples.Send(user, _at.ToUnixTimeMilliseconds()), at: _at.AddSeconds(later)));

    // The deliveries that were read one by one, in the order of that.
    private sealed partial class ReadDeliveries : HttpPipelinePolicy
    {
        public List<string> Ids { get; } = [];

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Every call is asynchronous.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Match row = Row().Match(Uri.UnescapeDataString(message.Request.Uri.ToString()));
            if (message.Request.Method == RequestMethod.Get && row.Success)
                Ids.Add(row.Groups[1].Value);
            await ProcessNextAsync(message, pipeline);
        }

        [GeneratedRegex("/Deliveries\\(.*_([0-9a-f]{32})'")]
        private static partial Regex Row();
    }
}
