using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

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
        new("sent", "Sent", EventTypes.MessageSent, one => one.Sent, one => one.Sent, null),
        new("opened", "Opened", EventTypes.MessageOpened, one => one.Opened, one => one.Opened, one => one.OpenRate),
        new(
            "clicked", "Clicked", EventTypes.MessageClicked, one => one.Clicked, one => one.Clicked,
            one => one.ClickRate),
        new(
            "replied", "Replied", EventTypes.MessageReplied, one => one.Replied, one => one.Replied,
            one => one.ReplyRate),
        new(
            "bounced", "Bounced", EventTypes.MessageBounced, one => one.Bounced, one => one.Bounced,
            one => one.BounceRate),
        new(
            "unsubscribed", "Unsubscribed", EventTypes.ContactUnsubscribed, one => one.Unsubscribed,
            one => one.Unsubscribed, one => one.UnsubscribeRate),
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
    public IReadOnlyList<CampaignFigures> Choose(CampaignSums sums)
    {
        IEnumerable<CampaignFigures> chosen = sums.Figures().Where(IsShown);
        if (Sort == "name")
            return [.. chosen.OrderBy(figures => figures.Campaign, StringComparer.OrdinalIgnoreCase)];
        CampaignColumn column = Columns.First(one => one.Code == Sort);
        return [.. chosen.OrderByDescending(column.Rank).ThenByDescending(column.Number)];
    }

    private bool IsShown(CampaignFigures figures) => Text is not { } text
        || figures.Campaign.Contains(text, StringComparison.OrdinalIgnoreCase)
        || (figures.CampaignStep?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false);
}
