using Webhooks.Simulation.Planted;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Year;
using Xunit.Abstractions;

namespace Webhooks.Simulation.Tests.Year;

public sealed class StoryTests(ITestOutputHelper output)
{
    private static readonly Story Fortnight = new(
        new YearPlan { Days = 14, CampaignsADay = 0.2, CampaignSize = 100, OutagesADay = 0.3 },
        new FaultRates { Calls = 0.02, Losses = 0.0005, DoubledTimers = 0.1 });

    [Fact]
    public void A_run_that_fails_shrinks_to_a_short_one_that_fails()
    {
        PlantedBug bug = PlantedBugs.All.Single(one => one.Name == "an event that is sent again is a second row");

        Story story = Fortnight.Shrink(story => Fails(story, bug));

        output.WriteLine($"{story}");
        Assert.True(Fails(story, bug));
        Assert.InRange(story.Plan.Days, 1, 7);
        Assert.NotEqual(Fortnight.Rates, story.Rates);
    }

    [Fact]
    public void Nothing_is_left_out_that_is_needed() =>
        Assert.Equal(Fortnight, Fortnight.Shrink(story => story == Fortnight));

    private static bool Fails(Story story, PlantedBug bug)
    {
        using YearRun run = new(seed: 1, story.Plan, story.Rates);
        bug.Plant(run.World);
        return run.Run().Count > 0;
    }
}
