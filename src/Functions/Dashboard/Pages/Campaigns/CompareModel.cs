using System.Globalization;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>Two campaigns side by side.</summary>
/// <param name="Campaigns">Those to choose from, the one with the most messages first.</param>
/// <param name="One">The one, or null where none is chosen yet.</param>
/// <param name="Other">The other, or null.</param>
public sealed record CompareModel(
    DayRange Range,
    IReadOnlyList<CampaignFigures> Campaigns,
    Compared? One,
    Compared? Other,
    VendorRegistry Vendors)
{
    public const int MaxDays = CampaignsQuery.MaxDays;

    private const int MaxChoices = 500;

    /// <summary>What the address says besides the days.</summary>
    public IReadOnlyList<(string Name, string? Value)> Kept => [("one", One?.Name), ("other", Other?.Name)];

    /// <summary>The columns: one campaign, or both.</summary>
    public IReadOnlyList<Compared> Shown => [.. new[] { One, Other }.OfType<Compared>()];

    /// <summary>What may be chosen: what is chosen is always among it.</summary>
    public IEnumerable<(string Value, string Text)> Choices => Campaigns.Take(MaxChoices)
        .Concat(Shown.Select(one => one.Figures))
        .DistinctBy(one => (one.Vendor, one.Campaign))
        .Select(one => (
            Compared.NameOf(one.Vendor, one.Campaign), $"{one.Campaign} · {Vendors.DisplayNameOf(one.Vendor)}"));

    /// <summary>The number at the upper edge of both trends, so that they can be compared.</summary>
    public long Top => Shown.SelectMany(one => one.Days.Values).DefaultIfEmpty().Max();

    /// <summary>How much higher the one's rate is, in percentage points; empty where one has no rate.</summary>
    public string Difference(Func<CampaignFigures, double?> rate) =>
        One is not null && Other is not null && rate(One.Figures) - rate(Other.Figures) is { } difference
            ? (difference * 100).ToString("+0.0' points';-0.0' points';'±0.0 points'", CultureInfo.InvariantCulture)
            : "";

    /// <summary>Where a number's events are.</summary>
    public string EventsOf(CampaignFigures figures, string type) => Address.Of(
        "events",
        Range.Query.Concat([("vendor", figures.Vendor), ("type", type), ("campaign", figures.Campaign)]));
}
