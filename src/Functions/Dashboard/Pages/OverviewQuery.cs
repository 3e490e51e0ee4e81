using System.Globalization;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>What the overview shows; anything odd in the address is the default.</summary>
/// <param name="Days">7, 30 or 90.</param>
/// <param name="Vendor">One vendor, or null for all.</param>
/// <param name="WithCampaigns">Whether campaigns are shown, too.</param>
/// <param name="Today">The last day, in UTC.</param>
/// <param name="Vendors">All vendors.</param>
internal sealed record OverviewQuery(int Days, string? Vendor, bool WithCampaigns, DateOnly Today, IReadOnlyList<string> Vendors)
{
    public static readonly IReadOnlyList<int> Ranges = [7, 30, 90];

    public DateOnly From => Today.AddDays(1 - Days);

    public static OverviewQuery Of(UrlEncoded query, IReadOnlyList<string> vendors, DateTimeOffset now) => new(
        int.TryParse(query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out int days) && Ranges.Contains(days) ? days : 30,
        vendors.FirstOrDefault(vendor => vendor == query["vendor"]),
        query["campaigns"] == "1",
        DateOnly.FromDateTime(now.UtcDateTime),
        vendors);

    /// <summary>The address of the overview, or of the CSV, that shows this.</summary>
    public string Address(string page = "view", bool? byCampaign = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"{page}?days={Days}{(Vendor is null ? "" : $"&vendor={Vendor}")}{(byCampaign ?? WithCampaigns ? "&campaigns=1" : "")}");
}
