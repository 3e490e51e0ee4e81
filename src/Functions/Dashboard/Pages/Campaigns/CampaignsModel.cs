using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>Campaigns with their figures.</summary>
/// <param name="Campaigns">All that are chosen, in their order.</param>
/// <param name="Sums">What they are made of, by day, too.</param>
public sealed record CampaignsModel(
    CampaignsQuery Query,
    IReadOnlyList<CampaignFigures> Campaigns,
    CampaignSums Sums,
    VendorRegistry Vendors)
{
    public const int MaxRows = 200;

    /// <summary>How many there are, and whether all are shown.</summary>
    public string HowMany => Display.Number(Campaigns.Count, Query.BySteps ? "step" : "campaign")
        + (Campaigns.Count > MaxRows ? $", the first {MaxRows} are shown; the CSV has all" : "");

    /// <summary>The points of a line: events by day.</summary>
    public string TrendOf(CampaignFigures figures) => Trend.Of(Query.Range, Sums.DaysOf(figures));

    /// <summary>Where a number's events are.</summary>
    public string EventsOf(CampaignFigures figures, string type) => Address.Of(
        "events",
        Query.Range.Query.Concat(
        [
            ("vendor", figures.Vendor),
            ("type", type),
            ("campaign", figures.Campaign),
            ("step", figures.CampaignStep),
        ]));

    /// <summary>Where a campaign is shown beside another.</summary>
    public string ComparisonOf(CampaignFigures figures) => Address.Of(
        "compare", Query.Range.Query.Append(("one", Compared.NameOf(figures.Vendor, figures.Campaign))));

    public string AddressSorted(string sort) => (Query with { Sort = sort }).Address();
}
