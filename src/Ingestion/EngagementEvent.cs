using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion;

/// <summary>One thing that happened, in our vocabulary, whoever sent it. A delivery holds none, one or many.</summary>
public sealed record EngagementEvent
{
    /// <summary>
    /// 32 hex digits that come from the data (<see cref="EventIdentity"/>), so that a repeat is the same event.
    /// </summary>
    public required string EventId { get; init; }

    /// <summary>The vendor's name, e.g. <c>smartreach</c>.</summary>
    public required string Vendor { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The vendor's own name of the event, verbatim; null where the vendor sends none.</summary>
    public string? VendorEventType { get; init; }

    /// <summary>One of <see cref="Channels"/>, or null for an event without a channel.</summary>
    public string? Channel { get; init; }

    /// <summary>The channel as the vendor wrote it, or null.</summary>
    public string? ChannelRaw { get; init; }

    /// <summary>When it happened: UTC, whole milliseconds. See <see cref="TimeSource"/>.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Where <see cref="OccurredAt"/> is from: one of <see cref="TimeSources"/>.</summary>
    public required string TimeSource { get; init; }

    /// <summary>
    /// What <see cref="EventId"/> is made of besides the day, where <see cref="OccurredAt"/> may be another when the
    /// event comes again: the row's key then holds the start of its day. Else null. See <see cref="EventTime"/>.
    /// </summary>
    internal string? UndatedId { get; init; }

    /// <summary>When the delivery was received: UTC, whole milliseconds.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The vendor's id of the person, as text.</summary>
    public string? ContactId { get; init; }

    /// <summary>The person's email address as sent.</summary>
    public string? ContactEmail { get; init; }

    /// <summary>The campaign's name.</summary>
    public string? Campaign { get; init; }

    /// <summary>The name of the step in the campaign.</summary>
    public string? CampaignStep { get; init; }

    /// <summary>The message's subject.</summary>
    public string? MessageSubject { get; init; }

    /// <summary>The message's sender.</summary>
    public string? MessageFrom { get; init; }

    /// <summary>The message's recipient.</summary>
    public string? MessageTo { get; init; }

    /// <summary>The link that was clicked.</summary>
    public string? LinkUrl { get; init; }

    /// <summary>Where the message can be seen; personal content, so treat it as a secret.</summary>
    public string? ViewUrl { get; init; }

    /// <summary>The delivery it came in; of repeats, the latest stored.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Its place in the delivery, from 0.</summary>
    public required int DeliveryIndex { get; init; }

    /// <summary>The vendor's own object as JSON, without the mail bodies.</summary>
    public required string Data { get; init; }

    /// <summary>
    /// The event as it would be had it come on another day; null for one with a time of its own, which has no other
    /// day.
    /// </summary>
    /// <param name="at">When on that day: UTC.</param>
    public EngagementEvent? MovedTo(DateTimeOffset at) => UndatedId is null
        ? null
        : this with { EventId = EventIdentity.OnDay(UndatedId, at), OccurredAt = at };
}
