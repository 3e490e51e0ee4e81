using Webhooks.Ingestion.Tests;
using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Planted;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Wire;
using Webhooks.Simulation.Year;
using Xunit.Abstractions;

namespace Webhooks.Simulation.Tests.Planted;

/// <summary>
/// The simulation finds what it should: each planted bug, by one of a few seeds. At length all seeds are tried, and
/// TestResults/planted-bugs.md says how many find each.
/// </summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int Seeds = 10;
    private const int Retention = 3;

    private static readonly YearPlan Days = new()
    {
        Days = 7,
        ADay = 4,
        CampaignsADay = 0.5,
        CampaignSize = 150,
        MostASecond = 5_000,
        EdgesADay = 6,
        LossesADay = 4,
        OutagesADay = 0.7,
        Late = 0.1,
        Repeated = 0.2,
        Broken = 0.02,
        Large = 0.03,
        Unknown = 0.4,
        NewVersionOn = 3,
        ScalesADay = 8,
        SpreadsEvery = 2,
        EditsADay = 3,
        ErasuresADay = 3,
        ReplaysADay = 1,
        Latest = TimeSpan.FromHours(20),
    };

    // A query reads 50 rows in its five seconds, so that a page is not the whole.
    private static readonly AzureLimits ShortPages = new() { RowsReadPerPage = 50 };

    private static readonly FaultRates Rough = new() { Calls = 0.04, Losses = 0.001, DoubledTimers = 0.3 };

    public static TheoryData<string> Names => [.. PlantedBugs.All.Select(bug => bug.Name)];

    [Fact]
    public void There_are_twenty_and_more() => Assert.InRange(PlantedBugs.All.Count, 20, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found(string name)
    {
        PlantedBug bug = PlantedBugs.All.Single(one => one.Name == name);
        List<long> finders = [];
        foreach (long seed in Enumerable.Range(1, Seeds).OrderBy(one => one != bug.FirstSeed))
        {
            if (finders.Count > 0 && !LongTests.AreOn)
                break;
            IReadOnlyList<string> problems = Run(seed, bug, Days);
            if (problems.Count == 0)
                continue;
            finders.Add(seed);
            output.WriteLine($"Found by seed {seed}: {problems[0]}");
        }

        Assert.True(finders.Count > 0, $"No seed up to {Seeds} finds it.");
        if (LongTests.AreOn)
            PlantedTable.Add(name, finders.Count, Seeds);
    }

    public static TheoryData<string> Particular =>
    [
        .. PlantedBugs.All.Where(bug => bug.Without is not null).Select(bug => bug.Name)
            .Where((_, i) => LongTests.AreOn || i % 4 == 0),
    ];

    /// <summary>So that what it is about is needed: nothing else in the plan finds it.</summary>
    [Theory]
    [MemberData(nameof(Particular))]
    public void A_bug_shows_only_where_the_plan_has_what_it_is_about(string name)
    {
        PlantedBug bug = PlantedBugs.All.Single(one => one.Name == name);
        Assert.Equal([], Run(seed: 1, bug, bug.Without!(Days)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Without_a_planted_bug_nothing_is_found(long seed) =>
        Assert.Equal([], Run(seed, new PlantedBug("none"), Days));

    private static IReadOnlyList<string> Run(long seed, PlantedBug bug, YearPlan plan)
    {
        InstanceOptions options = bug.Options(new InstanceOptions { RetentionDays = Retention });
        using YearRun run = new(seed, plan, Rough, options: options, retentionDays: Retention, limits: ShortPages);
        bug.Plant(run.World);
        return run.Run();
    }
}
