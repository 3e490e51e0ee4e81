using Azure.Data.Tables;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Events;

/// <summary>An event as a row of <c>Events</c>; a column is absent where the event has no value.</summary>
public static class EventRow
{
    /// <summary>Makes the row.</summary>
    /// <param name="engagement">The event.</param>
    /// <returns>The row.</returns>
    public static TableEntity From(EngagementEvent engagement)
    {
        (string partition, string key) = KeyOf(engagement);
        TableEntity row = new(partition, key);
        Set(row, nameof(EngagementEvent.EventId), engagement.EventId);
        Set(row, nameof(EngagementEvent.Vendor), engagement.Vendor);
        Set(row, nameof(EngagementEvent.Type), engagement.Type);
        Set(row, nameof(EngagementEvent.VendorEventType), engagement.VendorEventType);
        Set(row, nameof(EngagementEvent.Channel), engagement.Channel);
        Set(row, nameof(EngagementEvent.ChannelRaw), engagement.ChannelRaw);
        row[nameof(EngagementEvent.OccurredAt)] = engagement.OccurredAt;
        Set(row, nameof(EngagementEvent.TimeSource), engagement.TimeSource);
        row[nameof(EngagementEvent.ReceivedAt)] = engagement.ReceivedAt;
        Set(row, nameof(EngagementEvent.ContactId), engagement.ContactId);
        Set(row, nameof(EngagementEvent.ContactEmail), engagement.ContactEmail);
        Set(row, nameof(EngagementEvent.Campaign), engagement.Campaign);
        Set(row, nameof(EngagementEvent.CampaignStep), engagement.CampaignStep);
        Set(row, nameof(EngagementEvent.MessageSubject), engagement.MessageSubject);
        Set(row, nameof(EngagementEvent.MessageFrom), engagement.MessageFrom);
        Set(row, nameof(EngagementEvent.MessageTo), engagement.MessageTo);
        Set(row, nameof(EngagementEvent.LinkUrl), engagement.LinkUrl);
        Set(row, nameof(EngagementEvent.ViewUrl), engagement.ViewUrl);
        Set(row, nameof(EngagementEvent.DeliveryId), engagement.DeliveryId);
        row[nameof(EngagementEvent.DeliveryIndex)] = engagement.DeliveryIndex;
        Set(row, nameof(EngagementEvent.Data), engagement.Data);
        return row;
    }

    /// <summary>Where an event's row is.</summary>
    /// <param name="engagement">The event.</param>
    /// <returns>Its keys.</returns>
    public static EventKey KeyOf(EngagementEvent engagement) => new(
        TableKeys.Partition(engagement.Vendor, engagement.OccurredAt),
        TableKeys.Row(engagement));

    private static void Set(TableEntity row, string column, string? value)
    {
        if (value is not null)
            row[column] = value;
    }
}
