using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>Daily counts as numbers: by type, and day by day.</summary>
internal static class CountTables
{
    public static Html Totals(OverviewQuery query, IReadOnlyList<DailyCount> counts, Series series) => Html.Of($"""
        <div class="scroll" role="region" aria-label="Totals by type" tabindex="0"><table id="totals">
        <caption>{query.From:yyyy-MM-dd} to {query.Today:yyyy-MM-dd}, days in UTC</caption>
        <thead><tr><th scope="col">Type</th><th scope="col">Vendor</th><th scope="col">Channel</th>
        <th scope="col" class="n">Today</th><th scope="col" class="n">All days</th></tr></thead>
        <tbody>{counts.GroupBy(count => (count.Type, count.Vendor, count.Channel))
            .OrderByDescending(group => group.Sum(count => count.Count))
            .Select(group => Total(query, [.. group], series))}</tbody></table></div>
        """);

    public static Html DayByDay(OverviewQuery query, IReadOnlyList<DailyCount> counts, string[] vendors)
    {
        Dictionary<(DateOnly, string), long> totals = counts.GroupBy(count => (count.Day, count.Vendor))
            .ToDictionary(group => group.Key, group => group.Sum(count => count.Count));
        return Html.Of($"""
            <details><summary>Day by day</summary>
            <table><thead><tr><th scope="col">Day</th>{vendors.Select(vendor =>
                Html.Of($"""<th scope="col" class="n">{query.Vendors.DisplayNameOf(vendor)}</th>"""))}</tr></thead>
            <tbody>{Enumerable.Range(0, query.Days).Select(back =>
                Day(query.Today.AddDays(-back), vendors, totals))}</tbody>
            </table></details>
            """);
    }

    private static Html Total(OverviewQuery query, DailyCount[] counts, Series series)
    {
        DailyCount one = counts[0];
        return Html.Of($"""
            <tr><th scope="row"><span class="swatch c{series.ColourOf(one.Type)}"></span>{Display.Type(one.Type)}</th>
            <td>{query.Vendors.DisplayNameOf(one.Vendor)}</td><td>{one.Channel}</td>
            {Number(counts.Where(count => count.Day == query.Today).Sum(count => count.Count))}
            {Number(counts.Sum(count => count.Count))}</tr>

            """);
    }

    private static Html Day(DateOnly day, string[] vendors, Dictionary<(DateOnly, string), long> totals) => Html.Of($"""
        <tr><th scope="row">{day:yyyy-MM-dd}</th>{vendors.Select(vendor =>
            Number(totals.GetValueOrDefault((day, vendor))))}</tr>

        """);

    private static Html Number(long number) => Html.Of($"""<td class="n">{Display.Number(number)}</td>""");
}
