using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>Counts by campaign, when asked for: there may be many.</summary>
internal static class CampaignsSection
{
    private const int MaxRows = 100;

    public static Html Of(OverviewQuery query, IReadOnlyList<DailyCount>? counts)
    {
        if (counts is null)
            return Html.Of($"""<p class="section"><a href="{query.Address(byCampaign: true)}#campaigns">Show campaigns</a></p>""");

        var campaigns = counts.GroupBy(count => (count.Vendor, Campaign: count.Campaign ?? ""))
            .OrderByDescending(group => group.Sum(count => count.Count)).ToList();
        string[] types = [.. counts.GroupBy(count => count.Type).OrderByDescending(type => type.Sum(count => count.Count)).Select(type => type.Key).Take(4)];
        return Html.Of($"""
            <section class="card section" aria-labelledby="campaigns">
            <div class="head"><h2 id="campaigns">Campaigns</h2><span class="note">{(campaigns.Count > MaxRows ? $"the largest {MaxRows} of {Display.Number(campaigns.Count)}" : "")}</span>
            <span class="grow"></span><a href="{query.Address("counts.csv", byCampaign: true)}">CSV with steps</a></div>
            {(campaigns.Count == 0 ? Html.Of($"""<p class="note">No event of these days belongs to a campaign.</p>""") : Html.Of($"""
                <div class="scroll" role="region" aria-label="Counts by campaign" tabindex="0"><table>
                <thead><tr><th scope="col">Campaign</th><th scope="col">Vendor</th>{types.Select(type => Html.Of($"""<th scope="col" class="n">{Display.Type(type)}</th>"""))}<th scope="col" class="n">All</th></tr></thead>
                <tbody>{campaigns.Take(MaxRows).Select(group => Html.Of($"""
                    <tr><th scope="row">{group.Key.Campaign}</th><td>{Display.Vendor(group.Key.Vendor)}</td>{types.Select(type => Html.Of(
                        $"""<td class="n">{Display.Number(group.Where(count => count.Type == type).Sum(count => count.Count))}</td>"""))}<td class="n">{Display.Number(group.Sum(count => count.Count))}</td></tr>
                    """))}</tbody></table></div>
                """))}
            </section>
            """);
    }
}
