using Azure.Data.Tables;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Reading;

/// <summary>An event read back from its row: the reverse of <see cref="Events.EventRow.From"/>.</summary>
public static class EventEntity
{
    /// <summary>Reads the row.</summary>
    /// <param name="row">A row of <c>Events</c>, all columns.</param>
    /// <returns>The event.</returns>
    public static EngagementEvent Read(TableEntity row) => new()
    {
        EventId = row.GetString(nameof(EngagementEvent.EventId)),
        Vendor = row.GetString(nameof(EngagementEvent.Vendor)),
        Type = row.GetString(nameof(EngagementEvent.Type)),
        VendorEventType = row.GetString(nameof(EngagementEvent.VendorEventType)),
        Channel = row.GetString(nameof(EngagementEvent.Channel)),
        ChannelRaw = row.GetString(nameof(EngagementEvent.ChannelRaw)),
        OccurredAt = row.GetDateTimeOffset(nameof(EngagementEvent.OccurredAt))!.Value,
        TimeSource = row.GetString(nameof(EngagementEvent.TimeSource)),
        ReceivedAt = row.GetDateTimeOffset(nameof(EngagementEvent.ReceivedAt))!.Value,
        ContactId = row.GetString(nameof(EngagementEvent.ContactId)),
        ContactEmail = row.GetString(nameof(EngagementEvent.ContactEmail)),
        Campaign = row.GetString(nameof(EngagementEvent.Campaign)),
        CampaignStep = row.GetString(nameof(EngagementEvent.CampaignStep)),
        MessageSubject = row.GetString(nameof(EngagementEvent.MessageSubject)),
        MessageFrom = row.GetString(nameof(EngagementEvent.MessageFrom)),
        MessageTo = row.GetString(nameof(EngagementEvent.MessageTo)),
        LinkUrl = row.GetString(nameof(EngagementEvent.LinkUrl)),
        ViewUrl = row.GetString(nameof(EngagementEvent.ViewUrl)),
        DeliveryId = row.GetString(nameof(EngagementEvent.DeliveryId)),
        DeliveryIndex = row.GetInt32(nameof(EngagementEvent.DeliveryIndex)) ?? 0,
        Data = row.GetString(nameof(EngagementEvent.Data)) ?? "{}",
    };
}
