using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Planted;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Wire;
using Webhooks.Simulation.Year;
using Xunit.Abstractions;

namespace Webhooks.Simulation.Tests.Planted;

/// <summary>The simulation finds what it should: each planted bug, by one of a few seeds.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int Seeds = 8;

    private static readonly YearPlan Days = new()
    {
        Days = 5,
        ADay = 4,
        CampaignsADay = 0.6,
        CampaignSize = 300,
        MostASecond = 5_000,
        EdgesADay = 12,
        LossesADay = 4,
        OutagesADay = 0.7,
        Late = 0.1,
        Repeated = 0.2,
        Broken = 0.02,
        Latest = TimeSpan.FromHours(20),
    };

    // A query reads 50 rows in its five seconds, so that a page is not the whole.
    private static readonly AzureLimits ShortPages = new() { RowsReadPerPage = 50 };

    private static readonly FaultRates Rough = new() { Calls = 0.04, Losses = 0.001, DoubledTimers = 0.3 };

    public static TheoryData<string> Names => [.. PlantedBugs.All.Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found(string name)
    {
        PlantedBug bug = PlantedBugs.All.Single(one => one.Name == name);
        for (long seed = 1; seed <= Seeds; seed++)
        {
            IReadOnlyList<string> problems = Run(seed, bug);
            if (problems.Count == 0)
                continue;
            output.WriteLine($"Found by seed {seed}: {problems[0]}");
            return;
        }

        Assert.Fail($"No seed up to {Seeds} finds it.");
    }

    [Fact]
    public void Without_a_planted_bug_nothing_is_found() => Assert.Equal([], Run(1, new PlantedBug("none")));

    private static IReadOnlyList<string> Run(long seed, PlantedBug bug)
    {
        using YearRun run = new(
            seed, Days, Rough, options: bug.Options(
                new InstanceOptions { RetentionDays = 5 }), retentionDays: 5, limits: ShortPages);
        bug.Plant(run.World);
        return run.Run();
    }
}
