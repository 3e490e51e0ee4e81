using Webhooks.Ingestion;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Sending;

namespace Webhooks.Storage.Tests.Outgoing;

/// <summary>What is parked is sent again when somebody asks, and kept as long as it is parked.</summary>
public class RedeliveryTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Day = new(2027, 5, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Parked_events_are_sent_again_and_leave_when_they_are_delivered()
    {
        StorageParts parts = Parts("redeliver", Day.AddDays(1));
        EngagementEvent[] events = [.. Enumerable.Range(0, 250).Select(i => Event(i, Day))];
        await ParkAsync(parts, "redeliver", events);
        HashSet<string> refused = [events[7].EventId];
        parts.Post.Answer = (_, sent) => new DestinationAnswer(refused.Contains(sent[0].EventId) ? 400 : 200);

        Job job = await RedeliverAsync(parts, new RedeliveryRequest("redeliver"));
        await Waiting.SendAsync(parts);

        Assert.Equal((JobStatuses.Done, 250L), (job.Status, job.Counts["parked/queued"]));
        Assert.Equal(249, parts.Post.Taken.Count);
        ParkedEvent left = Assert.Single((await parts.Parked.PageAsync("redeliver", 10, null, default)).Events);
        Assert.Equal((EventKey.Of(events[7]), Day.AddDays(1)), (left.Key, left.QueuedAt));
    }

    [Fact]
    public async Task One_or_those_of_a_time_may_be_meant()
    {
        StorageParts parts = Parts("chosen", Day.AddDays(12));
        EngagementEvent[] events = [.. Enumerable.Range(0, 3).Select(i => Event(i, Day.AddDays(10).AddHours(i)))];
        await ParkAsync(parts, "chosen", events);

        Job one = await RedeliverAsync(parts, new RedeliveryRequest("chosen") { EventId = events[1].EventId });
        Job range = await RedeliverAsync(parts, new RedeliveryRequest("chosen")
        {
            From = events[1].OccurredAt,
            To = events[2].OccurredAt.AddSeconds(1),
        });

        Assert.Equal((1L, 2L), (one.Counts["parked/queued"], range.Counts["parked/queued"]));
    }

    [Fact]
    public async Task Retention_leaves_what_waits_or_is_parked_and_it_goes_when_it_is_delivered()
    {
        DateTimeOffset old = Day.AddDays(30);
        ManualClock clock = new(old.AddDays(1));
        StorageParts parts = new(
            storage,
            clock: clock,
            queue: "kept",
            retentionDays: 3,
            destinations: Waiting.Crm with { Name = "kept" });
        EngagementEvent parked = Event(1, old);
        EngagementEvent delivered = Event(2, old);
        EngagementEvent waiting = Event(3, old) with { ReceivedAt = old.AddDays(5) };
        await ParkAsync(parts, "kept", parked);
        await parts.Events.StoreAsync([delivered, waiting], CancellationToken.None);

        clock.Now = old.AddDays(6);
        await parts.Purge.RunAsync(CancellationToken.None);
        Assert.Equal(3, (await EventsAsync(parts, old)).Length);

        clock.Now = old.AddDays(8);
        await parts.Purge.RunAsync(CancellationToken.None);
        Assert.Equal([parked.EventId], await EventsAsync(parts, old));

        await RedeliverAsync(parts, new RedeliveryRequest("kept"));
        await Waiting.SendAsync(parts);
        Assert.Equal([("kept", parked.EventId)], parts.Post.Taken);
        Assert.Empty(await EventsAsync(parts, old));
    }

    private StorageParts Parts(string queue, DateTimeOffset now) =>
        new(
            storage,
            clock: new ManualClock(now),
            queue: queue,
            destinations: Waiting.Crm with { Name = queue });

    private static async Task ParkAsync(StorageParts parts, string destination, params EngagementEvent[] events)
    {
        foreach (EngagementEvent[] some in events.Chunk(100))
        {
            await parts.Events.StoreAsync(some, CancellationToken.None);
            await parts.Parked.AddAsync(
                destination, some.Select(EventKey.Of), 9, new DestinationAnswer(500, "Oh."), CancellationToken.None);
        }
    }

    private static async Task<Job> RedeliverAsync(StorageParts parts, RedeliveryRequest request)
    {
        Job job = await parts.Jobs.AddAsync(JobKinds.Redelivery, request.ToJson(), CancellationToken.None);
        return (await parts.Runner.RunAsync(JobKinds.Redelivery, job.Id, CancellationToken.None))!;
    }

    private static async Task<string[]> EventsAsync(StorageParts parts, DateTimeOffset day) =>
        [.. (await StorageFixture.RowsAsync(parts.Tables.Events, $"smartreach_{day:yyyyMMdd}"))
            .Select(row => row.GetString("EventId"))];

    private static EngagementEvent Event(int number, DateTimeOffset at) =>
        Samples.Event(number, at.AddSeconds(number)) with { EventId = EventIdentity.From($"{at:O} {number}") };
}
