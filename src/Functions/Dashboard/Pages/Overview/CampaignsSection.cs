using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>Counts by campaign, when asked for: there may be many.</summary>
internal static class CampaignsSection
{
    private const int MaxRows = 100;
    private const int MaxTypes = 4;

    public static Html Of(OverviewQuery query, IReadOnlyList<DailyCount>? counts)
    {
        if (counts is null)
        {
            return Html.Of($"""
                <p class="section"><a href="{query.Address(byCampaign: true)}#campaigns">Show campaigns</a></p>
                """);
        }

        var campaigns = counts.GroupBy(count => (count.Vendor, Campaign: count.Campaign ?? ""))
            .OrderByDescending(group => group.Sum(count => count.Count)).ToList();
        string[] types = [.. counts.GroupBy(count => count.Type)
            .OrderByDescending(type => type.Sum(count => count.Count)).Select(type => type.Key).Take(MaxTypes)];
        string largest = campaigns.Count > MaxRows ? $"the largest {MaxRows} of {Display.Number(campaigns.Count)}" : "";
        return Html.Of($"""
            <section class="card section" aria-labelledby="campaigns">
            <div class="head"><h2 id="campaigns">Campaigns</h2><span class="note">{largest}</span>
            <span class="grow"></span><a href="{query.Address("counts.csv", byCampaign: true)}">CSV with steps</a></div>
            {(campaigns.Count == 0
                ? Html.Of($"""<p class="note">No event of these days belongs to a campaign.</p>""")
                : Html.Of($"""
                    <div class="scroll" role="region" aria-label="Counts by campaign" tabindex="0"><table>
                    <thead><tr><th scope="col">Campaign</th><th scope="col">Vendor</th>
                    {types.Select(type => Html.Of($"""<th scope="col" class="n">{Display.Type(type)}</th>"""))}
                    <th scope="col" class="n">All</th></tr></thead>
                    <tbody>{campaigns.Take(MaxRows).Select(group => Row(query, group.Key, [.. group], types))}</tbody>
                    </table></div>
                    """))}
            </section>
            """);
    }

    private static Html Row(
        OverviewQuery query, (string Vendor, string Campaign) key, DailyCount[] counts, string[] types) => Html.Of($"""
        <tr><th scope="row">{key.Campaign}</th><td>{query.Vendors.DisplayNameOf(key.Vendor)}</td>
        {types.Select(type => Sum(counts.Where(count => count.Type == type)))}{Sum(counts)}</tr>

        """);

    private static Html Sum(IEnumerable<DailyCount> counts) =>
        Html.Of($"""<td class="n">{Display.Number(counts.Sum(count => count.Count))}</td>""");
}
