using System.Globalization;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>What the overview shows; anything odd in the address is the default.</summary>
/// <param name="Days">7, 30 or 90.</param>
/// <param name="Vendor">One vendor, or null for all.</param>
/// <param name="WithCampaigns">Whether campaigns are shown, too.</param>
/// <param name="Today">The last day, in UTC.</param>
/// <param name="Vendors">All vendors.</param>
internal sealed record OverviewQuery(
    int Days, string? Vendor, bool WithCampaigns, DateOnly Today, VendorRegistry Vendors)
{
    public static readonly IReadOnlyList<int> Ranges = [7, 30, 90];

    private const int DefaultDays = 30;

    public DateOnly From => Today.AddDays(1 - Days);

    /// <summary>The vendors that are shown.</summary>
    public IEnumerable<string> Shown =>
        Vendors.All.Select(vendor => vendor.Name).Where(name => Vendor is null || name == Vendor);

    public static OverviewQuery Of(UrlEncoded query, VendorRegistry vendors, DateTimeOffset now) => new(
        Ranges.FirstOrDefault(days => days.ToString(CultureInfo.InvariantCulture) == query["days"], DefaultDays),
        vendors.TryGet(query["vendor"] ?? "", out IVendor? vendor) ? vendor.Name : null,
        query["campaigns"] == "1",
        DateOnly.FromDateTime(now.UtcDateTime),
        vendors);

    /// <summary>The address of the overview, or of the CSV, that shows this.</summary>
    public string Address(string page = "view", bool? byCampaign = null)
    {
        string vendor = Vendor is null ? "" : $"&vendor={Vendor}";
        string campaigns = byCampaign ?? WithCampaigns ? "&campaigns=1" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{page}?days={Days}{vendor}{campaigns}");
    }
}
