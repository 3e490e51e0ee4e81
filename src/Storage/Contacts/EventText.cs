using Webhooks.Ingestion;
using Webhooks.Ingestion.People;

namespace Webhooks.Storage.Contacts;

/// <summary>What a person can read in an event.</summary>
internal static class EventText
{
    /// <summary>The text of every column that the vendor filled.</summary>
    public static ReadableText Of(EngagementEvent e) => ReadableText.Of(
        e.VendorEventType, e.ChannelRaw, e.ContactId, e.ContactEmail, e.Campaign, e.CampaignStep, e.MessageSubject,
        e.MessageFrom, e.MessageTo, e.LinkUrl, e.ViewUrl, e.Data);

    /// <summary>Whether it does not say whose it is.</summary>
    public static bool NamesNobody(EngagementEvent e) =>
        e.ContactId is null && e.ContactEmail is null && e.MessageTo is null;

    /// <summary>Whether something was too long for its column, so that the delivery says more.</summary>
    public static bool IsCut(EngagementEvent e) =>
        e.Data.Contains("\"_truncated\":true", StringComparison.Ordinal)
        || Array.Exists(
            [e.ContactId, e.ContactEmail, e.Campaign, e.CampaignStep, e.MessageSubject, e.MessageFrom, e.MessageTo],
            column => column is { Length: >= EventColumns.TextLength - 1 } && column.EndsWith(EventColumns.CutMark))
        || Array.Exists(
            [e.LinkUrl, e.ViewUrl],
            column => column is { Length: >= EventColumns.UrlLength - 1 } && column.EndsWith(EventColumns.CutMark));
}
