using Webhooks.Simulation.Scheduling;

namespace Webhooks.Simulation.Year;

/// <summary>What a run is made of, besides its seed: of one that fails, a shorter one says more.</summary>
internal sealed record Story(YearPlan Plan, FaultRates Rates)
{
    private const int MostTries = 24;

    /// <summary>Leaves out whatever is not needed to fail, the largest things first.</summary>
    /// <param name="fails">Runs one; whether it fails as well.</param>
    /// <returns>One that fails, as short as a few tries make it.</returns>
    public Story Shrink(Func<Story, bool> fails)
    {
        Story shortest = this;
        Queue<Func<Story, Story>> ways = new(Ways);
        for (int tries = 0; tries < MostTries && ways.TryDequeue(out Func<Story, Story>? way); tries++)
        {
            Story shorter = way(shortest);
            if (shorter == shortest || !fails(shorter))
                continue;
            shortest = shorter;
            ways.Enqueue(way); // what helped once may help again
        }

        return shortest;
    }

    private static IEnumerable<Func<Story, Story>> Ways =>
    [
        story => story with { Plan = story.Plan with { Days = (story.Plan.Days + 1) / 2 } },
        story => story with { Plan = story.Plan with { CampaignsADay = 0 } },
        story => story with { Plan = story.Plan with { CampaignSize = (story.Plan.CampaignSize + 1) / 2 } },
        story => story with { Plan = story.Plan with { ADay = story.Plan.ADay / 2 } },
        story => story with { Plan = story.Plan with { EdgesADay = story.Plan.EdgesADay / 2 } },
        story => story with { Plan = story.Plan with { OutagesADay = 0 } },
        story => story with { Plan = story.Plan with { LossesADay = 0 }, Rates = story.Rates with { Losses = 0 } },
        story => story with { Plan = story.Plan with { NewVersionOn = 0 } },
        story => story with { Plan = story.Plan with { ScalesADay = 0, EditsADay = 0 } },
        story => story with { Plan = story.Plan with { SpreadsEvery = 0 } },
        story => story with { Plan = story.Plan with { Large = 0, Unknown = 0 } },
        story => story with { Plan = story.Plan with { ReceiverOutagesADay = 0 } },
        story => story with { Plan = story.Plan with { ReceiverTroubles = 0 } },
        story => story with { Plan = story.Plan with { ErasuresADay = 0 } },
        story => story with { Plan = story.Plan with { ReplaysADay = 0 } },
        story => story with { Plan = story.Plan with { Repeated = 0 } },
        story => story with { Plan = story.Plan with { Late = 0, CampaignLate = 0 } },
        story => story with { Plan = story.Plan with { Broken = 0 } },
        story => story with { Rates = story.Rates with { Calls = 0 } },
        story => story with { Rates = story.Rates with { DoubledTimers = 0 } },
    ];
}
