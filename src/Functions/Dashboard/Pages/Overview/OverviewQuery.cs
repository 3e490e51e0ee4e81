using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>What the overview shows; anything odd in the address is the default.</summary>
/// <param name="Vendor">One vendor, or null for all.</param>
/// <param name="Channel">One channel, or null for all.</param>
/// <param name="Vendors">All vendors.</param>
public sealed record OverviewQuery(DayRange Range, string? Vendor, string? Channel, VendorRegistry Vendors)
{
    public const int MaxDays = 400;

    private const int DefaultDays = 30;

    /// <summary>The vendors that are shown.</summary>
    public IEnumerable<string> Shown =>
        Vendors.All.Select(vendor => vendor.Name).Where(name => Vendor is null || name == Vendor);

    /// <summary>Whether its last day is today, so that new events belong to it.</summary>
    public bool IsUpToToday => Range.To == Range.Today;

    internal static OverviewQuery Of(UrlEncoded query, VendorRegistry vendors, DateTimeOffset now) => new(
        DayRange.Of(query, now, DefaultDays, MaxDays),
        vendors.TryGet(query["vendor"] ?? "", out IVendor? vendor) ? vendor.Name : null,
        Channels.All.Append("none").FirstOrDefault(channel => channel == query["channel"]),
        vendors);

    /// <summary>The address of the overview, or of another page, that shows this.</summary>
    public string Address(string page = "view", params IEnumerable<(string Name, string? Value)> more) =>
        Dashboard.Address.Of(page, Range.Query.Concat([("vendor", Vendor), ("channel", Channel), .. more]));
}
