using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>Each day's number of events, by vendor.</summary>
public sealed record DayTableModel(OverviewQuery Query, IReadOnlyList<string> Vendors, IReadOnlyList<DailyCount> Counts)
{
    public ILookup<(DateOnly Day, string Vendor), long> Totals { get; } =
        Counts.ToLookup(count => (count.Day, count.Vendor), count => count.Count);

    public string EventsOf(DateOnly day, string vendor) => Address.Of(
        "events", ("day", Display.Iso(day)), ("vendor", vendor), ("channel", Query.Channel));
}
