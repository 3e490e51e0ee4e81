using System.Globalization;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Tables.Entities;

namespace Webhooks.Simulation.Year;

/// <summary>
/// Somebody with Storage Explorer: leaves rows without columns in every table, among those of the hour. They are to be
/// passed over, by the service and by the books.
/// </summary>
internal sealed class HandEdits(World world, YearPlan plan)
{
    private const string Mark = "by-hand";

    private static readonly string[] Tables =
    [
        "Events", "Deliveries", "RejectedDeliveries", "DailyCounts", "DailyCampaignCounts", "HourlyCounts",
        "TouchedHours", "SchemaDrift", "Jobs",
    ];

    private readonly Dice _dice = world.Dice.Fork();

    /// <summary>How many rows were left.</summary>
    public int Count { get; private set; }

    public static bool IsOne(EntityRow row) => row.RowKey.EndsWith(Mark, StringComparison.Ordinal);

    public void Start()
    {
        for (int day = 0; day < plan.Days; day++)
        {
            for (double often = plan.EditsADay; _dice.Happens(often); often--)
                world.Time.At(plan.Start.AddDays(day) + _dice.Between(TimeSpan.Zero, TimeSpan.FromDays(1)), Edit);
        }
    }

    private void Edit()
    {
        string vendor = _dice.Pick(EventKind.All).Vendor;
        DateTime now = world.Time.GetUtcNow().UtcDateTime;
        foreach (string name in Tables)
        {
            // Before all others of the hour, so that whatever stops there misses all of them.
            (string partition, string row) = name is "Events" or "Deliveries"
                ? ($"{vendor}_{now.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}", $"{now.Hour:00}0000000_{Mark}")
                : (vendor, $"{++Count}{Mark}");
            if (world.Account.TableStore.Find(name) is { } table)
            {
                table.Get(partition).Rows.Set(
                    row, new EntityRow(partition, row, world.Account.TableStore.NextWrite(), []));
            }
        }
    }
}
