using System.Text.Json.Serialization;
using Webhooks.Ingestion;

namespace Webhooks.Functions.Api;

/// <summary>An event as the API gives it: the columns of <c>Events</c>.</summary>
internal sealed record EventView(
    string EventId,
    string Vendor,
    string Type,
    string? VendorEventType,
    string? Channel,
    string? ChannelRaw,
    DateTimeOffset OccurredAt,
    string TimeSource,
    DateTimeOffset ReceivedAt,
    string? ContactId,
    string? ContactEmail,
    string? Campaign,
    string? CampaignStep,
    string? MessageSubject,
    string? MessageFrom,
    string? MessageTo,
    string? LinkUrl,
    string? ViewUrl,
    string DeliveryId,
    int DeliveryIndex,
    [property: JsonConverter(typeof(RawJson))] string Data)
{
    public static EventView Of(EngagementEvent e) => new(
        e.EventId,
        e.Vendor,
        e.Type,
        e.VendorEventType,
        e.Channel,
        e.ChannelRaw,
        e.OccurredAt,
        e.TimeSource,
        e.ReceivedAt,
        e.ContactId,
        e.ContactEmail,
        e.Campaign,
        e.CampaignStep,
        e.MessageSubject,
        e.MessageFrom,
        e.MessageTo,
        e.LinkUrl,
        e.ViewUrl,
        e.DeliveryId,
        e.DeliveryIndex,
        e.Data);
}
