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

    private double? PerSent(long number) => Sent == 0 ? null : (double)number / Sent;
}

/// <summary>
/// How many contacts the events of a campaign, or of a step of one, are of: each counts once, however many events it
/// has. Exact where the rows list them (a row does, up to 1,024 a day), and for a single row; else an estimate with a
/// standard error of 1.15 %.
/// </summary>
/// <param name="All">Those of any event, of whatever type.</param>
public sealed record CampaignContacts(
    long Sent, long Opened, long Clicked, long Replied, long Bounced, long Unsubscribed, long All);
