using System.Globalization;
using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;

namespace Webhooks.Simulation.Year;

/// <summary>
/// Somebody who changes over how many partitions a vendor's day is spread, now and then, at any hour of the day.
/// </summary>
internal sealed class Spreading(World world, Fleet fleet, YearPlan plan)
{
    private static readonly int[] Choice = [1, 2, 3, 4, 16];

    private readonly Dice _dice = world.Dice.Fork();

    public void Start()
    {
        for (int day = plan.SpreadsEvery; plan.SpreadsEvery > 0 && day < plan.Days; day += plan.SpreadsEvery)
        {
            int partitions = _dice.Pick(Choice);
            world.Time.At(
                plan.Start.AddDays(day) + _dice.Between(TimeSpan.Zero, TimeSpan.FromDays(1)),
                () => fleet.Spread(partitions));
        }
    }

    /// <summary>Over how many partitions days were spread, in their order.</summary>
    public IEnumerable<int> Numbers => world.Account.Rows("ServiceState")
        .Where(row => row.PartitionKey == "partitions")
        .OrderBy(row => row.RowKey, StringComparer.Ordinal)
        .Select(row => Convert.ToInt32(row["Parts"], CultureInfo.InvariantCulture));
}
