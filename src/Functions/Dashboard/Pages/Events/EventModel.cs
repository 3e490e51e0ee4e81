using System.Globalization;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Events;

namespace Webhooks.Functions.Dashboard.Pages.Events;

/// <summary>One event with all its columns.</summary>
public sealed record EventModel(EngagementEvent Event, VendorRegistry Vendors)
{
    /// <summary>The columns that have a value, but those that the page shows otherwise.</summary>
    public IEnumerable<(string Name, string? Value)> Columns =>
        new (string Name, string? Value)[]
        {
            (nameof(Event.EventId), Event.EventId),
            (nameof(Event.Type), Event.Type),
            (nameof(Event.VendorEventType), Event.VendorEventType),
            (nameof(Event.Channel), Event.Channel),
            (nameof(Event.ChannelRaw), Event.ChannelRaw),
            (nameof(Event.TimeSource), Event.TimeSource),
            (nameof(Event.ContactId), Event.ContactId),
            (nameof(Event.ContactEmail), Event.ContactEmail),
            (nameof(Event.Campaign), Event.Campaign),
            (nameof(Event.CampaignStep), Event.CampaignStep),
            (nameof(Event.MessageSubject), Event.MessageSubject),
            (nameof(Event.MessageFrom), Event.MessageFrom),
            (nameof(Event.MessageTo), Event.MessageTo),
            (nameof(Event.LinkUrl), Event.LinkUrl),
            (nameof(Event.ViewUrl), Event.ViewUrl),
        }.Where(column => column.Value is not null);

    public string? Contact => Event.ContactEmail ?? Event.ContactId;

    public string OfCampaign =>
        Address.Of("events", ("vendor", Event.Vendor), ("campaign", Event.Campaign), ("days", "30"));

    public string OfHour => Address.Of(
        "events",
        ("vendor", Event.Vendor),
        ("day", Display.Iso(DateOnly.FromDateTime(Event.OccurredAt.UtcDateTime))),
        ("hour", Event.OccurredAt.UtcDateTime.Hour.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The address of an event's page.</summary>
    public static string AddressOf(EngagementEvent one) => AddressOf(EventKey.Of(one));

    public static string AddressOf(EventKey key) => Address.Of("event", ("key", key.ToString()));
}
