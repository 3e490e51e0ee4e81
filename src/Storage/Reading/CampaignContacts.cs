using Webhooks.Ingestion;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.RollUp;

namespace Webhooks.Storage.Reading;

/// <summary>
/// How many contacts the events of a campaign, or of a step of one, are of: each counts once, however many events it
/// has. Exact where the rows list them (a row does, up to 1,024 a day), and for a single row; else an estimate with a
/// standard error of 1.15 %.
/// </summary>
/// <param name="All">Those of any event, of whatever type.</param>
public sealed record CampaignContacts(
    long Sent, long Opened, long Clicked, long Replied, long Bounced, long Unsubscribed, long All)
{
    /// <summary>Puts the contacts of counts together.</summary>
    /// <returns>Null where those of one of the counts are not known.</returns>
    internal static CampaignContacts? Of(IReadOnlyCollection<DailyCount> counts)
    {
        if (counts.Any(count => count.Sketch is null))
            return null;
        return new CampaignContacts(
            Number(EventTypes.MessageSent),
            Number(EventTypes.MessageOpened),
            Number(EventTypes.MessageClicked),
            Number(EventTypes.MessageReplied),
            Number(EventTypes.MessageBounced),
            Number(EventTypes.ContactUnsubscribed),
            Together(counts));

        long Number(string type) => Together([.. counts.Where(count => count.Type == type)]);
    }

    private static long Together(IReadOnlyCollection<DailyCount> counts)
    {
        if (counts.Count == 1)
            return counts.First().Contacts ?? counts.First().Sketch!.Count;
        ContactSketch all = new();
        foreach (DailyCount count in counts)
            all.Add(count.Sketch!);
        return all.Count;
    }
}
