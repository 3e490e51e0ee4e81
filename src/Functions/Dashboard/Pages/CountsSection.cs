using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>Daily counts: a chart for each vendor, a table, campaigns on demand, CSV of what is shown.</summary>
internal static class CountsSection
{
    private static readonly string?[] AllVendors = [null];

    public static Html Of(OverviewQuery query, IReadOnlyList<DailyCount> counts, IReadOnlyList<DailyCount>? campaigns)
    {
        Series series = new(counts);
        string[] vendors = [.. counts.Select(count => count.Vendor).Distinct()];
        return Html.Of($"""
            <section class="card" aria-labelledby="counts">
            <div class="head"><h2 id="counts">Daily counts</h2>
            <div class="segments" role="group" aria-label="Days">{OverviewQuery.Ranges.Select(days => Choice(query with { Days = days }, query, $"{days} days"))}</div>
            <div class="segments" role="group" aria-label="Vendor">{AllVendors.Concat(query.Vendors).Select(vendor =>
                Choice(query with { Vendor = vendor }, query, vendor is null ? "All" : Display.Vendor(vendor)))}</div>
            <span class="grow"></span><a href="{query.Address("counts.csv", byCampaign: false)}">CSV</a></div>
            {(counts.Count == 0 ? EmptyState.NoCounts() : Html.Of($"""
                {vendors.Select(vendor => Chart.Of(vendor, query.From, query.Today, [.. counts.Where(count => count.Vendor == vendor)], series))}
                {series.Legend()}
                {Totals(query, counts, series)}
                {DayByDay(query, counts, vendors)}
                """))}
            </section>
            {CampaignsSection.Of(query, campaigns)}
            """);
    }

    private static Html Choice(OverviewQuery choice, OverviewQuery current, string name) => choice == current
        ? Html.Of($"""<a href="{choice.Address()}" aria-current="true">{name}</a>""")
        : Html.Of($"""<a href="{choice.Address()}">{name}</a>""");

    private static Html Totals(OverviewQuery query, IReadOnlyList<DailyCount> counts, Series series) => Html.Of($"""
        <div class="scroll" role="region" aria-label="Totals by type" tabindex="0"><table id="totals">
        <caption>{query.From:yyyy-MM-dd} to {query.Today:yyyy-MM-dd}, days in UTC</caption>
        <thead><tr><th scope="col">Type</th><th scope="col">Vendor</th><th scope="col">Channel</th><th scope="col" class="n">Today</th><th scope="col" class="n">All days</th></tr></thead>
        <tbody>{counts.GroupBy(count => (count.Type, count.Vendor, count.Channel)).OrderByDescending(group => group.Sum(count => count.Count)).Select(group => Html.Of($"""
            <tr><th scope="row"><span class="swatch c{series.ColourOf(group.Key.Type)}"></span>{Display.Type(group.Key.Type)}</th><td>{Display.Vendor(group.Key.Vendor)}</td><td>{group.Key.Channel}</td><td class="n">{Display.Number(group.Where(count => count.Day == query.Today).Sum(count => count.Count))}</td><td class="n">{Display.Number(group.Sum(count => count.Count))}</td></tr>
            """))}</tbody></table></div>
        """);

    private static Html DayByDay(OverviewQuery query, IReadOnlyList<DailyCount> counts, string[] vendors)
    {
        Dictionary<(DateOnly, string), long> totals = counts.GroupBy(count => (count.Day, count.Vendor))
            .ToDictionary(group => group.Key, group => group.Sum(count => count.Count));
        return Html.Of($"""
            <details><summary>Day by day</summary>
            <table><thead><tr><th scope="col">Day</th>{vendors.Select(vendor => Html.Of($"""<th scope="col" class="n">{Display.Vendor(vendor)}</th>"""))}</tr></thead>
            <tbody>{Enumerable.Range(0, query.Days).Select(back => query.Today.AddDays(-back)).Select(day => Html.Of($"""
                <tr><th scope="row">{day:yyyy-MM-dd}</th>{vendors.Select(vendor => Html.Of($"""<td class="n">{Display.Number(totals.GetValueOrDefault((day, vendor)))}</td>"""))}</tr>
                """))}</tbody></table></details>
            """);
    }
}
