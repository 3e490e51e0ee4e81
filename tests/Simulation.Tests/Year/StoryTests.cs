using Webhooks.Simulation.Planted;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Year;
using Xunit.Abstractions;

namespace Webhooks.Simulation.Tests.Year;

public sealed class StoryTests(ITestOutputHelper output)
{
    private static readonly Story Week = new(
        new YearPlan { Days = 8, ADay = 8, CampaignsADay = 0.2, CampaignSize = 20, OutagesADay = 0.3, Broken = 0.1 },
        new FaultRates { Calls = 0.02, Losses = 0.0005, DoubledTimers = 0.1 });

    [Fact]
    public void A_run_that_fails_shrinks_to_a_short_one_that_fails()
    {
        PlantedBug bug = PlantedBugs.All.Single(one => one.Name == "a rejected delivery is not listed");

        Story story = Week.Shrink(story => Fails(story, bug));

        output.WriteLine($"{story}");
        Assert.True(Fails(story, bug));
        Assert.InRange(story.Plan.Days, 1, 4);
        Assert.NotEqual(Week.Rates, story.Rates);
    }

    [Fact]
    public void Nothing_is_left_out_that_is_needed() =>
        Assert.Equal(Week, Week.Shrink(story => story == Week));

    private static bool Fails(Story story, PlantedBug bug)
    {
        using YearRun run = new(seed: 1, story.Plan, story.Rates);
        bug.Plant(run.World);
        return run.Run().Count > 0;
    }
}
