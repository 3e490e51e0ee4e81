using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>Which campaigns are shown, and in which order; anything odd in the address is the default.</summary>
/// <param name="Vendor">One vendor, or null for all.</param>
/// <param name="Text">A part of the name, or null.</param>
/// <param name="BySteps">Whether each step is a row.</param>
/// <param name="Sort">One of <see cref="Columns"/>.</param>
public sealed record CampaignsQuery(DayRange Range, string? Vendor, string? Text, bool BySteps, string Sort)
{
    public const int MaxDays = 92;

    private const int DefaultDays = 30;
    private const int MaxText = 256;

    /// <summary>What rows are sorted by, and its name.</summary>
    public static readonly IReadOnlyList<CampaignColumn> Columns =
    [
        new("sent", "Sent", "message.sent", figures => figures.Sent, null),
        new("opened", "Opened", "message.opened", figures => figures.Opened, figures => figures.OpenRate),
        new("clicked", "Clicked", "message.clicked", figures => figures.Clicked, figures => figures.ClickRate),
        new("replied", "Replied", "message.replied", figures => figures.Replied, figures => figures.ReplyRate),
        new("bounced", "Bounced", "message.bounced", figures => figures.Bounced, figures => figures.BounceRate),
        new(
            "unsubscribed",
            "Unsubscribed",
            "contact.unsubscribed",
            figures => figures.Unsubscribed,
            figures => figures.UnsubscribeRate),
    ];

    internal static CampaignsQuery Of(UrlEncoded query, VendorRegistry vendors, DateTimeOffset now)
    {
        string text = (query["q"] ?? "").Trim();
        return new CampaignsQuery(
            DayRange.Of(query, now, DefaultDays, MaxDays),
            vendors.TryGet(query["vendor"] ?? "", out IVendor? vendor) ? vendor.Name : null,
            text.Length is 0 or > MaxText ? null : text,
            query["steps"] == "1",
            Columns.Select(column => column.Code).Append("name").FirstOrDefault(sort => sort == query["sort"], "sent"));
    }

    public IReadOnlyList<(string Name, string? Value)> Kept =>
        [("vendor", Vendor), ("q", Text), ("steps", BySteps ? "1" : null), ("sort", Sort == "sent" ? null : Sort)];

    public string Address(string page = "campaigns") => Dashboard.Address.Of(page, Range.Query.Concat(Kept));

    /// <summary>The campaigns that are shown, in their order: by rate where there is one, the highest first.</summary>
    public IReadOnlyList<CampaignFigures> Choose(IEnumerable<DailyCount> counts)
    {
        IEnumerable<CampaignFigures> chosen = CampaignFigures.Of(counts, BySteps).Where(IsShown);
        if (Sort == "name")
            return [.. chosen.OrderBy(figures => figures.Campaign, StringComparer.OrdinalIgnoreCase)];
        CampaignColumn column = Columns.First(one => one.Code == Sort);
        return [.. chosen.OrderByDescending(column.Rank).ThenByDescending(column.Number)];
    }

    private bool IsShown(CampaignFigures figures) => Text is not { } text
        || figures.Campaign.Contains(text, StringComparison.OrdinalIgnoreCase)
        || (figures.CampaignStep?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false);
}
