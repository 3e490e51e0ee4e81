using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Tests;
using Webhooks.Storage.Events;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Interleaving;

/// <summary>
/// Whatever the order of the storage calls of two roll-ups, an erasure and an ingest, and wherever one of the roll-ups
/// dies: when all is done and what is marked is counted, the counts are those of the events.
/// </summary>
/// <remarks>
/// Once, of two roll-ups the one that found its total as it was stored wrote nothing, so asked for no version, and the
/// older total of the other, held before its write, passed.
/// </remarks>
public sealed class RollUpInterleavingTests
{
    private static readonly DateTimeOffset Day = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EngagementEvent A = Samples.Event(1, Day.AddHours(8), campaign: "Spring");
    private static readonly EngagementEvent B = Samples.Event(2, Day.AddHours(9), campaign: "Spring");
    private static readonly ManualClock Clock = new(Day.AddHours(10));

    public static TheoryData<bool, int> Interruptions => new() { { true, 2 }, { false, LongTests.Or(1, atLength: 2) } };

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task Every_order_of_two_roll_ups_an_erasure_and_an_ingest_ends_with_the_right_counts(
        bool isCounted, int interruptions)
    {
        Schedules schedules = new(interruptions);
        int runs = 0;
        do
        {
            (MemoryTables memory, Func<Turns, Task>[] actors) = await BeginAsync(isCounted);
            await schedules.RunAsync(actors);
            runs++;
            await ExpectAsync(memory, string.Concat(schedules.Order), isStrict: true);
        }
        while (schedules.Next());
        Assert.InRange(runs, interruptions == 2 ? 1_000 : 100, 1_000_000);
    }

    [Fact]
    public async Task Without_conditions_on_versions_some_order_ends_wrong()
    {
        Schedules schedules = new(maxInterruptions: 2);
        bool isRight = true;
        do
        {
            (MemoryTables memory, Func<Turns, Task>[] actors) =
                await BeginAsync(isCounted: true, ignoresVersions: true);
            await schedules.RunAsync(actors);
            isRight = (await CountsAsync(memory, isStrict: false)).SequenceEqual([1L, 1L]);
        }
        while (isRight && schedules.Next());
        Assert.False(isRight);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_roll_up_that_dies_at_any_call_spoils_nothing(bool isCounted)
    {
        // Where nothing is counted yet there are five times as many orders: every eighth call, and all at length.
        int step = isCounted ? 1 : LongTests.Or(8, atLength: 1);
        int after = 1;
        // To the call that it reaches in no order: from there on they are the orders in which nobody dies.
        for (bool hasDied = true; hasDied; after += step)
        {
            hasDied = false;
            Schedules schedules = new(maxInterruptions: 1);
            do
            {
                (MemoryTables memory, Func<Turns, Task>[] actors) = await BeginAsync(isCounted);
                await schedules.RunAsync(actors, (0, after));
                await ExpectAsync(memory, $"{string.Concat(schedules.Order)}, 0 dies", isStrict: false);
                hasDied |= schedules.HasDied;
            }
            while (schedules.Next());
        }

        Assert.InRange(after - step, 7, 39);
    }

    private static async Task<(MemoryTables Memory, Func<Turns, Task>[] Actors)> BeginAsync(
        bool isCounted, bool ignoresVersions = false)
    {
        MemoryTables memory = new() { IgnoresVersions = ignoresVersions };
        WebhookTables open = Tables(memory, new Turns(isOpen: true));
        await Samples.Store(open).StoreAsync([A], CancellationToken.None);
        if (isCounted)
            await RollUp(open).RunAsync(CancellationToken.None);
        return (memory,
        [
            turns => RollUpAsync(Tables(memory, turns)),
            turns => RollUpAsync(Tables(memory, turns)),
            turns => Samples.Store(Tables(memory, turns)).RemoveAsync([EventKey.Of(A)], CancellationToken.None),
            turns => Samples.Store(Tables(memory, turns)).StoreAsync([B], CancellationToken.None),
        ]);
    }

    private static async Task ExpectAsync(MemoryTables memory, string order, bool isStrict)
    {
        long[] counts = await CountsAsync(memory, isStrict);
        Assert.True(counts.SequenceEqual([1L, 1L]), $"{string.Join(", ", counts)} after {order}");
    }

    // Of the day and of its campaign, when all that is marked is counted.
    private static async Task<long[]> CountsAsync(MemoryTables memory, bool isStrict)
    {
        await RollUp(Tables(memory, new Turns(isOpen: true))).RunAsync(CancellationToken.None);
        return
        [
            .. memory.Rows(StorageNames.DailyCounts).Concat(memory.Rows(StorageNames.DailyCampaignCounts))
                .Select(row => row.GetInt64("Count")!.Value)
                .Where(count => isStrict || count != 0),
        ];
    }

    private static async Task RollUpAsync(WebhookTables tables)
    {
        try
        {
            await RollUp(tables).RunAsync(CancellationToken.None);
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            // It lost too often: its marks stay.
        }
    }

    private static DailyRollUp RollUp(WebhookTables tables) =>
        new(tables, new PurgeMarks(tables), Clock, NullLogger<DailyRollUp>.Instance);

    private static WebhookTables Tables(MemoryTables memory, Turns turns) => new(new GatedTables(memory, turns));
}
