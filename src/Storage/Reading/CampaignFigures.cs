using Webhooks.Ingestion;
using Webhooks.Storage.RollUp;

namespace Webhooks.Storage.Reading;

/// <summary>
/// What became of a campaign, or of a step of one: numbers of events in a range of days, and their rates. A rate
/// divides by the messages that were sent in the same days; where none was sent there is none.
/// </summary>
/// <param name="CampaignStep">The step; null for a campaign as a whole, and for events that name no step.</param>
public sealed record CampaignFigures(
    string Vendor,
    string Campaign,
    string? CampaignStep,
    long Sent,
    long Opened,
    long Clicked,
    long Replied,
    long Bounced,
    long Unsubscribed,
    long Other)
{
    /// <summary>
    /// The contacts; null where they were not asked for, or not known of all the days: of those that were counted
    /// before contacts were, or are purged.
    /// </summary>
    public CampaignContacts? Contacts { get; init; }

    /// <summary>All events.</summary>
    public long Total => Sent + Opened + Clicked + Replied + Bounced + Unsubscribed + Other;

    /// <summary>Opens per sent message.</summary>
    public double? OpenRate => PerSent(Opened);

    /// <summary>Clicks per sent message.</summary>
    public double? ClickRate => PerSent(Clicked);

    /// <summary>Replies, a machine's left out, per sent message.</summary>
    public double? ReplyRate => PerSent(Replied);

    /// <summary>Bounces per sent message.</summary>
    public double? BounceRate => PerSent(Bounced);

    /// <summary>Contacts who opted out, per sent message.</summary>
    public double? UnsubscribeRate => PerSent(Unsubscribed);

    /// <summary>Adds up counts.</summary>
    /// <param name="counts">Counts by campaign, of a range of days.</param>
    /// <param name="bySteps">Whether each step is told, or each campaign as a whole.</param>
    /// <returns>The campaigns, the one with the most messages first.</returns>
    public static IReadOnlyList<CampaignFigures> Of(IEnumerable<DailyCount> counts, bool bySteps) =>
    [
        .. counts
            .GroupBy(count => (count.Vendor, Campaign: count.Campaign ?? "", Step: bySteps ? count.CampaignStep : null))
            .Select(group => Of(group.Key.Vendor, group.Key.Campaign, group.Key.Step, [.. group]))
            .OrderByDescending(figures => figures.Sent)
            .ThenByDescending(figures => figures.Total)
            .ThenBy(figures => figures.Campaign, StringComparer.Ordinal)
            .ThenBy(figures => figures.CampaignStep, StringComparer.Ordinal)
            .ThenBy(figures => figures.Vendor, StringComparer.Ordinal),
    ];

    private static CampaignFigures Of(string vendor, string campaign, string? step, DailyCount[] counts)
    {
        CampaignFigures figures = new(
            vendor,
            campaign,
            step,
            Sum(EventTypes.MessageSent),
            Sum(EventTypes.MessageOpened),
            Sum(EventTypes.MessageClicked),
            Sum(EventTypes.MessageReplied),
            Sum(EventTypes.MessageBounced),
            Sum(EventTypes.ContactUnsubscribed),
            0);
        return figures with
        {
            Other = counts.Sum(count => count.Count) - figures.Total,
            Contacts = CampaignContacts.Of(counts),
        };

        long Sum(string type) => counts.Where(count => count.Type == type).Sum(count => count.Count);
    }

    private double? PerSent(long number) => Sent == 0 ? null : (double)number / Sent;
}
