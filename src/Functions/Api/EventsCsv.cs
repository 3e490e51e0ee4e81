using Webhooks.Functions.Http;
using Webhooks.Ingestion;

namespace Webhooks.Functions.Api;

/// <summary>Events as CSV, without the vendor's own object.</summary>
internal static class EventsCsv
{
    public static Csv Of(IEnumerable<EngagementEvent> events)
    {
        Csv csv = new(
            "eventId", "vendor", "type", "vendorEventType", "channel", "occurredAt", "timeSource", "receivedAt",
            "contactId", "contactEmail", "campaign", "campaignStep", "messageSubject", "messageFrom", "messageTo",
            "linkUrl", "viewUrl", "deliveryId", "deliveryIndex");
        foreach (EngagementEvent e in events)
        {
            csv.Row(
                e.EventId, e.Vendor, e.Type, e.VendorEventType, e.Channel, e.OccurredAt, e.TimeSource, e.ReceivedAt,
                e.ContactId, e.ContactEmail, e.Campaign, e.CampaignStep, e.MessageSubject, e.MessageFrom, e.MessageTo,
                e.LinkUrl, e.ViewUrl, e.DeliveryId, e.DeliveryIndex);
        }

        return csv;
    }
}
