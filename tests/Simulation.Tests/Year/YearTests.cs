using System.Diagnostics;
using System.Globalization;
using Webhooks.Ingestion.Tests;
using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Year;
using Xunit.Abstractions;

namespace Webhooks.Simulation.Tests.Year;

public sealed class YearTests(ITestOutputHelper output)
{
    private static readonly int Webhooks = LongTests.Or(5_000, 30_000);

    private static readonly YearPlan Fortnight = new()
    {
        EdgesADay = 2,
        Days = 14,
        CampaignsADay = 0.2,
        CampaignSize = 300,
        LossesADay = 1,
        OutagesADay = 0.3,
        Large = 0.01,
        Unknown = 0.05,
        NewVersionOn = 6,
        ScalesADay = 1,
        SpreadsEvery = 2,
        EditsADay = 1,
        ErasuresADay = 1.5,
        ReplaysADay = 0.5,
    };

    private static readonly FaultRates Rough = new() { Calls = 0.02, Losses = 0.0005, DoubledTimers = 0.1 };

    private static readonly FaultRates Fair = new() { Calls = 0.002, Losses = 0.00002, DoubledTimers = 0.02 };

    [Fact]
    public void Without_faults_the_books_are_right()
    {
        YearPlan calm = Fortnight with
        {
            LossesADay = 0,
            OutagesADay = 0,
            ScalesADay = 0,
            NewVersionOn = 0,
            CampaignsADay = 0.5,
        };
        using YearRun run = Expect(1, new Story(calm, FaultRates.None), Again("Without_faults"));
        Assert.True(run.Traffic.Acknowledged.Count > 300, run.ToString());
        Assert.Equal(0, run.Traffic.Refused);
    }

    public static TheoryData<long> Fortnights =>
        [.. Enumerable.Range(1, LongTests.Or(2, 10)).Select(seed => (long)seed)];

    [Theory]
    [MemberData(nameof(Fortnights))]
    public void A_rough_fortnight_leaves_the_books_right(long seed)
    {
        using YearRun run = Expect(seed, new Story(Fortnight, Rough), Again("A_rough_fortnight"));
        Assert.True(run.World.Network.Faults > 100 && run.Operator.Erasures > 5, run.ToString());
    }

    [Fact]
    public void What_a_receiver_refuses_for_more_than_a_day_is_parked_and_outlives_retention()
    {
        YearPlan away = new()
        {
            Days = 40,
            ADay = 8,
            CampaignsADay = 0,
            ReceiverOutagesADay = 0.4,
            LongestReceiverOutage = TimeSpan.FromDays(2),
        };
        using YearRun run = Expect(1, new Story(away, Fair), Again("What_a_receiver"), retentionDays: 14);
        string purged = $"{away.Start.AddDays(away.Days - 20):yyyyMMdd}";
        Assert.Contains(run.World.Account.Rows("ParkedEvents"), row =>
            string.CompareOrdinal(row.RowKey.Split('_')[1], purged) < 0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_journal_byte_for_byte()
    {
        string[] journals = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using YearRun run = new(7, Fortnight with { Days = 5 }, Rough, keepLines: int.MaxValue);
            run.Run();
            return string.Join('\n', run.World.Journal.Last);
        })];
        Assert.True(journals[0].Length > 50_000, $"{journals[0].Length} characters are no journal of five days.");
        Assert.Equal(journals[0], journals[1]);
    }

    /// <summary>
    /// Whole years, as many at once as there are cores. <c>SIMULATION=2,100000</c> in the environment names another
    /// seed and size.
    /// </summary>
    [Fact]
    public void A_year_leaves_the_books_right()
    {
        string[]? asked = Environment.GetEnvironmentVariable("SIMULATION")?.Split(',');
        int webhooks = asked is null ? Webhooks : int.Parse(asked[1], CultureInfo.InvariantCulture);
        long[] seeds = asked is null
            ? [.. Enumerable.Range(1, LongTests.Or(1, 30)).Select(seed => (long)seed)]
            : [long.Parse(asked[0], CultureInfo.InvariantCulture)];
        ParallelOptions all = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
        System.Threading.Tasks.Parallel.ForEach(seeds, all, seed =>
        {
            using YearRun run = Expect(
                seed, new Story(YearPlan.Of(webhooks), Fair), $"SIMULATION={seed},{webhooks} {Again("A_year")}",
                retentionDays: 14);
            Assert.True(run.Traffic.Events.Count > webhooks / 2, run.ToString());
        });
    }

    private static string Again(string filter) => $"dotnet test tests/Simulation.Tests --filter {filter}";

    private YearRun Expect(long seed, Story story, string again, int retentionDays = 0)
    {
        long start = Stopwatch.GetTimestamp();
        YearRun run = Of(seed, story, retentionDays);
        IReadOnlyList<string> found = run.Run();
        output.WriteLine($"{run}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        if (found.Count > 0)
        {
            output.WriteLine($"Run it again: {again}");
            output.WriteLine("Its last storage calls:");
            foreach (string line in run.World.Journal.Last)
                output.WriteLine(line);
            Story shortest = story.Shrink(shorter =>
            {
                using YearRun other = Of(seed, shorter, retentionDays);
                return other.Run().Count > 0;
            });
            output.WriteLine(
                $"The shortest found that fails, with seed {seed} and {retentionDays} days kept: {shortest}");
        }

        Assert.Equal([], found);
        return run;
    }

    private static YearRun Of(long seed, Story story, int retentionDays) =>
        new(seed, story.Plan, story.Rates, options: new InstanceOptions { RetentionDays = retentionDays });
}
