using System.Globalization;
using System.Text;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Simulation.Year;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;

namespace Webhooks.Simulation.Tests;

/// <summary>
/// What has no time of its own and is sent again within 24 hours is one event, on whichever side of midnight, and in
/// whatever order it is processed.
/// </summary>
public sealed class MidnightTests : IDisposable
{
    private const int Cases = 300;

    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly StorageSide _service = new(Midnight);

    public MidnightTests() => Of<WebhookTables>().CreateAsync(CancellationToken.None).GetAwaiter().GetResult();

    public static TheoryData<string> Ways => ["in order", "the later one first", "in one message", "at once"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Two_within_24_hours_are_one_event_and_counted_once(string way)
    {
        Random random = new(20260302);
        int one = 0;
        for (int i = 0; i < Cases; i++)
        {
            DateTimeOffset first = Midnight - Between(random, TimeSpan.FromHours(i % 3 == 0 ? 1 : 24));
            DateTimeOffset second = first + Between(random, TimeSpan.FromHours(i % 3 == 0 ? 2 : 47));
            Delivery[] sent = [Send(i, first), Send(i, second)];
            bool isOne = first.UtcDateTime.Date == second.UtcDateTime.Date || second - first <= TimeSpan.FromHours(24);
            one += isOne ? 1 : 0;

            await ProcessAsync(sent, way);

            string what = $"{way}, {i}: {first:O} and {second:O}";
            List<StoredRow> rows = [.. Rows(sent)];
            Assert.True((isOne ? 1 : 2) == rows.Count, what);
            if (isOne)
            {
                Assert.True(sent[1].Id == (string)rows[0][nameof(EngagementEvent.DeliveryId)]!, what);
                Assert.Equal($"{sent[0].Vendor}_{first:yyyyMMdd}", rows[0].PartitionKey);
            }
        }

        Assert.InRange(one, Cases / 4, Cases - (Cases / 10));
        await CheckCountsAsync();
        await CheckReplayAsync(isFirst: way == "at once");
        await CheckReplayAsync(isFirst: false);
    }

    [Fact]
    public async Task Many_in_a_row_are_one_event_as_long_as_each_is_of_the_first_day_or_within_24_hours_of_its_last()
    {
        Random random = new(20260303);
        for (int i = 0; i < Cases; i++)
        {
            Dictionary<DateTime, DateTimeOffset> expected = []; // the last of each day's own
            DateTimeOffset at = Midnight - Between(random, TimeSpan.FromHours(24));
            List<Delivery> sent = [];
            for (int n = 0; n < 6; n++, at += Between(random, TimeSpan.FromHours(30)))
            {
                sent.Add(Send(i, at));
                await ProcessAsync(sent[^1..], "in order");
                DateTime day = at.UtcDateTime.Date;
                if (!(expected.TryGetValue(day.AddDays(-1), out DateTimeOffset last)
                    && at - last <= TimeSpan.FromHours(24)))
                    expected[day] = at;
            }

            Assert.Equal(
                expected.Keys.Order().Select(day => $"{day:yyyyMMdd}"),
                Rows(sent).Select(row => row.PartitionKey.Split('_')[1]).Order());
        }

        await CheckCountsAsync();
        await CheckReplayAsync(isFirst: false);
    }

    [Theory]
    [InlineData("one after the other")]
    [InlineData("in one message")]
    public async Task Three_whose_times_are_not_in_the_order_of_their_receipt_lose_none(string way)
    {
        Random random = new(20260304);
        int two = 0;
        for (int i = 0; i < Cases; i++)
        {
            DateTimeOffset[] times = [.. Enumerable.Range(0, 3).Select(n =>
                Midnight.AddHours(n == 0 || (n == 1 && i % 2 == 0) ? -24 : 0) + Between(random, TimeSpan.FromDays(1)))];
            DateTimeOffset last = times.Where(time => time < Midnight).Max();
            bool isOne = times.All(time => time - last <= TimeSpan.FromHours(24));
            two += isOne ? 0 : 1;
            random.Shuffle(times);
            Delivery[] sent =
                [.. times.Select((time, n) => Updated(i, time, Midnight.AddHours(25).AddSeconds((3 * i) + n)))];

            await ProcessAsync(sent, way == "in one message" ? way : "in order");

            string what = $"{way}, {i}: {string.Join(", ", times.Select(time => $"{time:O}"))}";
            Assert.True((isOne ? 1 : 2) == Rows(sent).Count(), what);
        }

        Assert.InRange(two, Cases / 10, Cases * 9 / 10);
        await CheckCountsAsync();
        await CheckReplayAsync(isFirst: true);
        await CheckReplayAsync(isFirst: false);
    }

    [Fact]
    public async Task It_costs_one_read_and_another_when_the_day_is_over()
    {
        long own = Midnight.AddHours(2).ToUnixTimeMilliseconds();
        long timed = await CostAsync(At($$"""{"login":"x","time":{{own}}}"""));
        long undated = await CostAsync(At("""{"user_ext_id":"x"}"""));
        _service.Clock.Now = Midnight.AddDays(1);
        long late = await CostAsync(At("""{"user_ext_id":"y"}"""));
        Assert.Equal((1, 2), (undated - timed, late - timed));

        Delivery At(string body) => Delivery(body, "smartico", Midnight.AddHours(3));
    }

    [Fact]
    public async Task Its_delivery_leads_to_the_event_of_the_day_before()
    {
        Delivery[] sent = [Send(1, Midnight.AddMinutes(-1)), Send(1, Midnight.AddMinutes(1))];
        await ProcessAsync(sent, "in order");

        StoredRow row = Assert.Single(Rows(sent));
        foreach (Delivery delivery in sent)
        {
            StoredDelivery? stored = await Of<DeliveryStore>().FindAsync(delivery.Vendor, delivery.Id, default);
            Assert.Equal([new EventKey(row.PartitionKey, row.RowKey)], stored!.EventKeys);
        }
    }

    public void Dispose() => _service.Dispose();

    private async Task ProcessAsync(IReadOnlyList<Delivery> sent, string way)
    {
        foreach (Delivery delivery in sent)
            _service.Clock.Now = _service.Clock.Now > delivery.ReceivedAt ? _service.Clock.Now : delivery.ReceivedAt;
        DeliveryProcessor processor = Of<DeliveryProcessor>();
        switch (way)
        {
            case "in one message":
                await processor.ProcessAsync(Message(sent), CancellationToken.None);
                break;
            case "at once":
                await Task.WhenAll(sent.Select(delivery =>
                    Task.Run(() => processor.ProcessAsync(Message([delivery]), CancellationToken.None))));
                break;
            default:
                foreach (Delivery delivery in way == "in order" ? sent : sent.Reverse())
                    await processor.ProcessAsync(Message([delivery]), CancellationToken.None);
                break;
        }
    }

    private async Task<long> CostAsync(Delivery delivery)
    {
        await Of<DeliveryProcessor>().ProcessAsync(Message([Send(999, Midnight)]), CancellationToken.None); // warm
        long before = _service.Account.Requests;
        await Of<DeliveryProcessor>().ProcessAsync(Message([delivery]), CancellationToken.None);
        return _service.Account.Requests - before;
    }

    // The counts are those of the events that are there, whatever was there in between.
    private async Task CheckCountsAsync()
    {
        await Of<DailyRollUp>().RunAsync(CancellationToken.None);
        long counted = _service.Account.Rows(StorageNames.DailyCounts)
            .Sum(row => Convert.ToInt64(row["Count"], CultureInfo.InvariantCulture));
        Assert.Equal(_service.Account.Rows(StorageNames.Events).Count(), counted);
    }

    private async Task CheckReplayAsync(bool isFirst)
    {
        string[] before = Events();
        foreach (string vendor in (string[])["smartico", "smartreach"])
        {
            ReplayRequest all = new() { Vendor = vendor, From = Midnight.AddDays(-2), To = Midnight.AddDays(30) };
            Job job = await Of<JobStore>().AddAsync(JobKinds.Replay, all.ToJson(), CancellationToken.None);
            job = (await Of<JobRunner>().RunAsync(JobKinds.Replay, job.Id, CancellationToken.None))!;
            Assert.Equal(JobStatuses.Done, job.Status);
            if (!isFirst)
                Assert.DoesNotContain(job.Counts.Keys, name => name.StartsWith("events/", StringComparison.Ordinal));
        }

        Assert.Equal(before, Events());
    }

    private string[] Events() =>
        [.. _service.Account.Rows(StorageNames.Events).Select(row => $"{row.PartitionKey}/{row.RowKey}")];

    private IEnumerable<StoredRow> Rows(IReadOnlyList<Delivery> sent) => _service.Account.Rows(StorageNames.Events)
        .Where(row => sent.Any(delivery => delivery.Id == (string)row[nameof(EngagementEvent.DeliveryId)]!));

    // A journey's webhook, a change of a prospect, and an open whose time has two readings.
    private static Delivery Send(int number, DateTimeOffset at)
    {
        string metadata = string.Create(
            CultureInfo.InvariantCulture, $"\"version\":\"v2\",\"received_at\":{at.ToUnixTimeMilliseconds()}");
        return (number % 3) switch
        {
            0 => Delivery($$"""{"user_ext_id":"u-{{number}}","brand":"B"}""", "smartico", at),
            1 => Updated(number, at, at),
            _ => Delivery($$$"""
                {"metadata":{"event_type":"email_opened",{{{metadata}}}},
                "data":[{"prospect":{"prospect_id":{{{number}}}},"activity":{"created_at":"11/12/2025 10:00"}}]}
                """, "smartreach", at),
        };
    }

    private static Delivery Updated(int number, DateTimeOffset at, DateTimeOffset receivedAt) => Delivery($$$"""
        {"metadata":{"event_type":"prospect.updated","version":"v2","received_at":{{{at.ToUnixTimeMilliseconds()}}}},
        "data":[{"prospect":{"prospect_id":{{{number}}}}}]}
        """, "smartreach", receivedAt);

    private static Delivery Delivery(string body, string vendor, DateTimeOffset at) => new()
    {
        Id = DeliveryId.New(at),
        Vendor = vendor,
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
        Method = "POST",
        ContentType = "application/json",
        Body = Encoding.UTF8.GetBytes(body),
    };

    private static ReadOnlyMemory<byte> Message(IEnumerable<Delivery> deliveries) =>
        new MessageWriter().TryPack([.. deliveries.Select(QueuedDelivery.Whole)]);

    private static TimeSpan Between(Random random, TimeSpan most) =>
        TimeSpan.FromMilliseconds(1 + random.NextInt64((long)most.TotalMilliseconds));

    private T Of<T>()
        where T : notnull =>
        _service.Of<T>();
}
