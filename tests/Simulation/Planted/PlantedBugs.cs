namespace Webhooks.Simulation.Planted;

/// <summary>The mistakes that a run is to find. docs/simulation.md says how to make another one.</summary>
internal static class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        .. IntakeBugs.All, .. ProcessingBugs.All, .. CountingBugs.All, .. ErasureBugs.All, .. ChangeBugs.All,
        .. SendingBugs.All, .. SpreadingBugs.All,
    ];
}
