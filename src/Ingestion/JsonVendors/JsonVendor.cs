using System.Text;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Text;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.JsonVendors;

/// <summary>
/// A vendor that sends JSON. It says where things are (<see cref="Members"/>) and what its names mean
/// (<see cref="KindOf"/>); decoding, refusing, reading times, cutting to columns and telling a repeat from another
/// event are done here.
/// </summary>
/// <param name="maxBytes">The most that a compressed body may inflate to.</param>
public abstract class JsonVendor(int maxBytes = Inflation.MaxBytes) : IVendor
{
    /// <inheritdoc />
    public abstract string Name { get; }

    /// <inheritdoc />
    public abstract string DisplayName { get; }

    /// <inheritdoc />
    public abstract string Sample { get; }

    /// <summary>Where things are.</summary>
    protected abstract JsonMembers Members { get; }

    /// <inheritdoc />
    public MapResult Map(Delivery delivery)
    {
        BodyText text = BodyText.Of(delivery, maxBytes);
        if ((text.Rejection ?? JsonText.Check(in text)) is { } rejection)
            return MapResult.Rejected(rejection);

        DriftList drift = default;
        text.NoteIn(ref drift);
        ReadOnlyMemory<byte> json = text.Utf8;
        if (Members.Items is { } items)
        {
            JsonSlice found = items.Find(json.Span);
            if (!found.IsNested)
                return MapResult.Rejected(RejectionReasons.UnexpectedShape, "The items are missing, or no array.");
            json = json[^found.From(json.Span).Length..];
        }

        List<EngagementEvent>? first = null;
        int count = 0;
        foreach (List<(int Start, int Length)> slice in JsonText.Items(json))
        {
            List<EngagementEvent> events = Map(delivery, json.Span, slice, count, ref drift);
            first ??= events;
            count += events.Count;
        }

        return count == first!.Count
            ? MapResult.Mapped(first, drift.Items)
            : MapResult.Sliced(count, () => MapAgain(delivery, json), drift);
    }

    /// <summary>What the vendor's names mean.</summary>
    /// <param name="eventType">The vendor's name of the event, or null.</param>
    /// <param name="channel">The vendor's name of the channel, or null.</param>
    /// <returns><see cref="EventTypes.UnknownReceived"/> for a name that is not known.</returns>
    protected abstract EventKind KindOf(string? eventType, string? channel);

    private IEnumerable<EngagementEvent> MapAgain(Delivery delivery, ReadOnlyMemory<byte> json)
    {
        DriftList known = default;
        int count = 0;
        foreach (List<(int Start, int Length)> slice in JsonText.Items(json))
        {
            foreach (EngagementEvent mapped in Map(delivery, json.Span, slice, count, ref known))
                yield return mapped;
            count += slice.Count;
        }
    }

    private List<EngagementEvent> Map(
        Delivery delivery,
        ReadOnlySpan<byte> json,
        List<(int Start, int Length)> slice,
        int from,
        ref DriftList drift)
    {
        List<EngagementEvent> events = new(slice.Count);
        foreach ((int start, int length) in slice)
            events.Add(ToEvent(delivery, json.Slice(start, length), from + events.Count, ref drift));
        return events;
    }

    private EngagementEvent ToEvent(Delivery delivery, ReadOnlySpan<byte> json, int index, ref DriftList drift)
    {
        JsonItem item = new(json, Members);
        string? name = item.Column(Members.EventType, EventColumns.NameLength);
        string? channel = item.Column(Members.Channel, EventColumns.NameLength);
        EventKind kind = KindOf(name, channel);
        if (kind.Type == EventTypes.UnknownReceived && name is not null)
            drift.Add(DriftKinds.Event, "", Encoding.UTF8.GetBytes(name));
        if (kind.Channel == Channels.Other && channel is not null)
            drift.Add(DriftKinds.Channel, "", Encoding.UTF8.GetBytes(channel));

        bool isKnown = kind.Type != EventTypes.UnknownReceived;
        string id = item.Identify(Name, isKnown, delivery.ReceivedAt, ref drift, out EventTime time);
        return new EngagementEvent
        {
            EventId = time.ToEventId(id),
            Vendor = delivery.Vendor,
            Type = kind.Type,
            VendorEventType = name,
            Channel = kind.Channel,
            ChannelRaw = channel,
            OccurredAt = time.OccurredAt,
            TimeSource = time.Source,
            UndatedId = time.ToUndatedId(id),
            ReceivedAt = delivery.ReceivedAt,
            ContactId = item.Id(Members.ContactId),
            ContactEmail = item.Column(Members.ContactEmail),
            Campaign = item.Column(Members.Campaign),
            CampaignStep = item.Column(Members.CampaignStep),
            MessageSubject = item.Column(Members.MessageSubject),
            MessageFrom = item.Column(Members.MessageFrom),
            MessageTo = item.Column(Members.MessageTo),
            LinkUrl = item.Column(Members.LinkUrl, EventColumns.UrlLength),
            ViewUrl = item.Column(Members.ViewUrl, EventColumns.UrlLength),
            DeliveryId = delivery.Id,
            DeliveryIndex = index,
            Data = item.Data(),
        };
    }
}

/// <summary>What a vendor's name of an event, and of a channel, mean in our vocabulary.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Channel">One of <see cref="Channels"/>, or null for an event without a channel.</param>
public readonly record struct EventKind(string Type, string? Channel = null);
