using Webhooks.Functions.Http;
using Webhooks.Ingestion;

namespace Webhooks.Functions.Api;

/// <summary>Events as CSV, without the vendor's own object.</summary>
internal static class EventsCsv
{
    public static ReadOnlySpan<string> Columns => ColumnNames;

    private static readonly string[] ColumnNames =
    [
        "eventId", "vendor", "type", "vendorEventType", "channel", "occurredAt", "timeSource", "receivedAt",
        "contactId", "contactEmail", "campaign", "campaignStep", "messageSubject", "messageFrom", "messageTo",
        "linkUrl", "viewUrl", "deliveryId", "deliveryIndex",
    ];

    public static Csv Of(IEnumerable<EngagementEvent> events)
    {
        Csv csv = new(Columns);
        foreach (EngagementEvent e in events)
            Add(csv, e);
        return csv;
    }

    public static void Add(Csv csv, EngagementEvent e) => csv.Row(
        e.EventId, e.Vendor, e.Type, e.VendorEventType, e.Channel, e.OccurredAt, e.TimeSource, e.ReceivedAt,
        e.ContactId, e.ContactEmail, e.Campaign, e.CampaignStep, e.MessageSubject, e.MessageFrom, e.MessageTo,
        e.LinkUrl, e.ViewUrl, e.DeliveryId, e.DeliveryIndex);
}
