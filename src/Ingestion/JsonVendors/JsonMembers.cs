using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.JsonVendors;

/// <summary>Where an item of a vendor's JSON has what an event's columns hold; null where it has no such.</summary>
public sealed record JsonMembers
{
    /// <summary>The member with the items, an array or a single one; null where the body is that itself.</summary>
    public JsonPath? Items { get; init; }

    /// <summary>
    /// What an item's repeat shares and no other item has, beside the time. Where one of these is missing, the time is
    /// not the item's own or the event is not known, all of the item counts: nothing is taken for a repeat that is
    /// none.
    /// </summary>
    public IReadOnlyList<JsonPath> Identity { get; init; } = [];

    /// <summary>Names that <see cref="EngagementEvent.Data"/> goes without at any depth: the bodies of mails.</summary>
    public IReadOnlyList<JsonPath> Omitted { get; init; } = [];

    /// <summary>See <see cref="EngagementEvent.VendorEventType"/>.</summary>
    public JsonPath? EventType { get; init; }

    /// <summary>When it happened, in any spelling that <see cref="VendorTime"/> or an object of a date has.</summary>
    public JsonPath? Time { get; init; }

    /// <summary>See <see cref="EngagementEvent.ChannelRaw"/>.</summary>
    public JsonPath? Channel { get; init; }

    /// <summary>See <see cref="EngagementEvent.ContactId"/>.</summary>
    public JsonPath? ContactId { get; init; }

    /// <summary>See <see cref="EngagementEvent.ContactEmail"/>.</summary>
    public JsonPath? ContactEmail { get; init; }

    /// <summary>See <see cref="EngagementEvent.Campaign"/>.</summary>
    public JsonPath? Campaign { get; init; }

    /// <summary>See <see cref="EngagementEvent.CampaignStep"/>.</summary>
    public JsonPath? CampaignStep { get; init; }

    /// <summary>See <see cref="EngagementEvent.MessageSubject"/>.</summary>
    public JsonPath? MessageSubject { get; init; }

    /// <summary>See <see cref="EngagementEvent.MessageFrom"/>.</summary>
    public JsonPath? MessageFrom { get; init; }

    /// <summary>See <see cref="EngagementEvent.MessageTo"/>.</summary>
    public JsonPath? MessageTo { get; init; }

    /// <summary>See <see cref="EngagementEvent.LinkUrl"/>.</summary>
    public JsonPath? LinkUrl { get; init; }

    /// <summary>See <see cref="EngagementEvent.ViewUrl"/>.</summary>
    public JsonPath? ViewUrl { get; init; }
}
