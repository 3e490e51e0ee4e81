using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Wire;
using Webhooks.Simulation.Year;

namespace Webhooks.Simulation.Planted;

/// <summary>
/// A mistake that the product might make, made for it: a simulation that does not find it is of no use.
/// </summary>
/// <param name="Name">The mistake, in words.</param>
internal sealed record PlantedBug(string Name)
{
    /// <summary>Changes what the product asks storage for; called when it asks.</summary>
    public Func<World, WireRequest, WireRequest>? Rewrite { get; init; }

    /// <summary>Changes what it is answered, or does something behind its back.</summary>
    public Func<World, WireRequest, WireResponse, WireResponse>? Reply { get; init; }

    /// <summary>Changes how it is put together.</summary>
    public Func<InstanceOptions, InstanceOptions> Options { get; init; } = options => options;

    /// <summary>Takes out of a plan what it needs to show: without that no run finds it.</summary>
    public Func<YearPlan, YearPlan>? Without { get; init; }

    /// <summary>The seed to try first, where the first ones are known not to find it.</summary>
    public long FirstSeed { get; init; } = 1;

    public override string ToString() => Name;

    public void Plant(World world)
    {
        if (Rewrite is not null)
            world.Network.Rewrite = request => Rewrite(world, request);
        if (Reply is not null)
            world.Network.Reply = (request, response) => Reply(world, request, response);
    }
}
