using System.Globalization;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Events;

/// <summary>What the list of events shows; anything odd in the address is the default.</summary>
/// <param name="Vendor">One vendor, or null for all.</param>
public sealed record EventFilter(
    DayRange Range,
    string? Vendor,
    string? Type,
    string? Channel,
    string? Campaign,
    string? CampaignStep,
    string? Contact,
    int? Hour)
{
    public const int MaxDays = 400;

    private const int MaxText = 1024;

    public IReadOnlyList<(string Name, string? Value)> Kept =>
    [
        ("vendor", Vendor), ("type", Type), ("channel", Channel), ("campaign", Campaign), ("step", CampaignStep),
        ("contact", Contact), ("hour", Hour?.ToString(CultureInfo.InvariantCulture)),
    ];

    internal static EventFilter Of(UrlEncoded query, VendorRegistry vendors, DateTimeOffset now) => new(
        DayRange.Of(query, now, 1, MaxDays),
        vendors.TryGet(query["vendor"] ?? "", out IVendor? vendor) ? vendor.Name : null,
        EventTypes.All.FirstOrDefault(type => type == query["type"]),
        Channels.All.Append("none").FirstOrDefault(channel => channel == query["channel"]),
        Text(query["campaign"]),
        Text(query["step"]),
        Text(query["contact"]),
        int.TryParse(query["hour"], NumberStyles.None, CultureInfo.InvariantCulture, out int hour) && hour < 24
            ? hour
            : null);

    public string Address(string? continuation = null) => Dashboard.Address.Of(
        "events", Range.Query.Concat(Kept).Append(("continuation", continuation)));

    /// <summary>The address of a page or file of all of these.</summary>
    /// <param name="place">The page's or file's own.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="until">Where a part is to end; null where its size or time ends it.</param>
    public string ExportAddress(string place, string format, string? continuation = null, string? until = null) =>
        Dashboard.Address.Of(place, Range.Query.Concat(Kept).Concat(
            [("format", format), ("continuation", continuation), ("until", until)]));

    /// <summary>Whether an event of these vendors and days is one of these.</summary>
    public bool Shows(EngagementEvent e) =>
        (Type is null || e.Type == Type)
        && (Channel is null || (e.Channel ?? "none") == Channel)
        && (Campaign is null || e.Campaign == Campaign)
        && (CampaignStep is null || e.CampaignStep == CampaignStep)
        && (Contact is null || e.ContactId == Contact || e.ContactEmail == Contact)
        && (Hour is null || e.OccurredAt.Hour == Hour);

    public EventSelection ToSelection(VendorRegistry vendors) => new()
    {
        Vendors = Vendor is null ? vendors.Registered : [Vendor],
        From = Range.From,
        To = Range.To,
        Hour = Hour,
        Type = Type,
        Channel = Channel,
        Campaign = Campaign,
        CampaignStep = CampaignStep,
        Contact = Contact,
    };

    private static string? Text(string? text) => string.IsNullOrEmpty(text) || text.Length > MaxText ? null : text;
}
