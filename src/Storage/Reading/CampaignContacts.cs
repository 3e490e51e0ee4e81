namespace Webhooks.Storage.Reading;

/// <summary>
/// How many contacts the events of a campaign, or of a step of one, are of: each counts once, however many events it
/// has. Exact where the rows list them (a row does, up to 1,024 a day), and for a single row; else an estimate with a
/// standard error of 1.15 %.
/// </summary>
/// <param name="All">Those of any event, of whatever type.</param>
public sealed record CampaignContacts(
    long Sent, long Opened, long Clicked, long Replied, long Bounced, long Unsubscribed, long All);
