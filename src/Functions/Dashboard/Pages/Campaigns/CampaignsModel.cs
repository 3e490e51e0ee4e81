using System.Globalization;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>Campaigns with their figures.</summary>
/// <param name="Campaigns">All that are chosen, in their order.</param>
/// <param name="Counts">The daily counts that they are made of.</param>
public sealed record CampaignsModel(
    CampaignsQuery Query,
    IReadOnlyList<CampaignFigures> Campaigns,
    IReadOnlyList<DailyCount> Counts,
    VendorRegistry Vendors)
{
    public const int MaxRows = 200;
    public const int TrendWidth = 80;
    public const int TrendHeight = 20;

    private readonly ILookup<(string, string?, string?), DailyCount> _byCampaign = Counts.ToLookup(count =>
        (count.Vendor, count.Campaign, Query.BySteps ? count.CampaignStep : null));

    /// <summary>How many there are, and whether all are shown.</summary>
    public string HowMany => Display.Number(Campaigns.Count, Query.BySteps ? "step" : "campaign")
        + (Campaigns.Count > MaxRows ? $", the first {MaxRows} are shown; the CSV has all" : "");

    /// <summary>The points of a line: events by day.</summary>
    public string TrendOf(CampaignFigures figures)
    {
        Dictionary<DateOnly, long> days = _byCampaign[(figures.Vendor, figures.Campaign, figures.CampaignStep)]
            .GroupBy(count => count.Day).ToDictionary(day => day.Key, day => day.Sum(count => count.Count));
        double top = days.Count == 0 ? 1 : days.Values.Max();
        double step = (double)TrendWidth / Math.Max(1, Query.Range.Days - 1);
        return string.Join(' ', Enumerable.Range(0, Query.Range.Days).Select(index => string.Create(
            CultureInfo.InvariantCulture,
            $"{index * step:0.#},{TrendHeight - (NumberOf(index) / top * TrendHeight):0.#}")));

        long NumberOf(int index) => days.GetValueOrDefault(Query.Range.From.AddDays(index));
    }

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

    public string AddressSorted(string sort) => (Query with { Sort = sort }).Address();
}
