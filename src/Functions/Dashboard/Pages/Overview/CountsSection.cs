using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>Daily counts: a chart for each vendor, a table, campaigns on demand, CSV of what is shown.</summary>
internal static class CountsSection
{
    public static Html Of(OverviewQuery query, IReadOnlyList<DailyCount> counts, IReadOnlyList<DailyCount>? campaigns)
    {
        Series series = new(counts);
        string[] vendors = [.. counts.Select(count => count.Vendor).Distinct()];
        return Html.Of($"""
            <section class="card" aria-labelledby="counts">
            <div class="head"><h2 id="counts">Daily counts</h2>
            <div class="segments" role="group" aria-label="Days">{OverviewQuery.Ranges.Select(days =>
                Choice(query with { Days = days }, query, $"{days} days"))}</div>
            <div class="segments" role="group" aria-label="Vendor">
            {Choice(query with { Vendor = null }, query, "All")}{query.Vendors.All.Select(vendor =>
                Choice(query with { Vendor = vendor.Name }, query, vendor.DisplayName))}</div>
            <span class="grow"></span><a href="{query.Address("counts.csv", byCampaign: false)}">CSV</a></div>
            {(counts.Count == 0 ? EmptyState.NoCounts() : Html.Of($"""
                {vendors.Select(vendor =>
                    Chart.Of(query, vendor, [.. counts.Where(count => count.Vendor == vendor)], series))}
                {series.Legend()}
                {CountTables.Totals(query, counts, series)}
                {CountTables.DayByDay(query, counts, vendors)}
                """))}
            </section>
            {CampaignsSection.Of(query, campaigns)}
            """);
    }

    private static Html Choice(OverviewQuery choice, OverviewQuery current, string name) => choice == current
        ? Html.Of($"""<a href="{choice.Address()}" aria-current="true">{name}</a>""")
        : Html.Of($"""<a href="{choice.Address()}">{name}</a>""");
}
