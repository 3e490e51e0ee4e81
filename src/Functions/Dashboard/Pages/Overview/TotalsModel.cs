using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>Totals by type, against the days before.</summary>
public sealed record TotalsModel(
    OverviewQuery Query, IReadOnlyList<DailyCount> Counts, IReadOnlyList<DailyCount> Before, Series Series)
{
    public IEnumerable<Row> Rows
    {
        get
        {
            Dictionary<(string, string, string), long> before = Before
                .GroupBy(count => (count.Type, count.Vendor, count.Channel))
                .ToDictionary(group => group.Key, group => group.Sum(count => count.Count));
            return Counts.GroupBy(count => (count.Type, count.Vendor, count.Channel))
                .Select(group => new Row(
                    group.Key.Type,
                    group.Key.Vendor,
                    group.Key.Channel,
                    group.Where(count => count.Day == Query.Range.To).Sum(count => count.Count),
                    group.Sum(count => count.Count),
                    before.GetValueOrDefault(group.Key)))
                .OrderByDescending(row => row.All);
        }
    }

    /// <summary>What all rows are together.</summary>
    public Row Sum => new(
        "",
        "",
        "",
        Counts.Where(count => count.Day == Query.Range.To).Sum(count => count.Count),
        Counts.Sum(count => count.Count),
        Before.Sum(count => count.Count));

    public string LastDay => Query.IsUpToToday ? "Today" : Display.Day(Query.Range.To);

    /// <summary>Where a row's events are.</summary>
    public string EventsOf(Row row, bool lastDay) => Address.Of(
        "events",
        (lastDay ? [("day", Display.Iso(Query.Range.To))] : Query.Range.Query)
            .Concat([("vendor", row.Vendor), ("type", row.Type), ("channel", row.Channel)]));

    /// <summary>One type of one vendor by one channel.</summary>
    public sealed record Row(string Type, string Vendor, string Channel, long Last, long All, long Earlier);
}
