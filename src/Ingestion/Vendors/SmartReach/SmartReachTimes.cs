using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>Finds when an event happened: <c>docs/events.md</c>.</summary>
/// <param name="json">Where the elements' values lie.</param>
/// <param name="body">Where the metadata's values lie.</param>
/// <param name="receivedAt">When the delivery was received.</param>
/// <param name="metadata">The metadata's values.</param>
internal readonly ref struct SmartReachTimes(
    ReadOnlySpan<byte> json, ReadOnlySpan<byte> body, DateTimeOffset receivedAt, ref readonly SmartReachItem metadata)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private readonly ReadOnlySpan<byte> _body = body;
    private readonly ref readonly SmartReachItem _metadata = ref metadata;

    /// <summary>Whether it is the prospect itself that changed.</summary>
    public static bool IsProspectEvent(string type) =>
        type is EventTypes.ContactCreated or EventTypes.ContactUpdated or EventTypes.ContactUpserted;

    /// <summary>Reads an event's time.</summary>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="item">The element of <c>data</c>.</param>
    /// <param name="drift">Gets times that cannot be read.</param>
    /// <param name="scratch">Holds <paramref name="unread"/>.</param>
    /// <param name="unread">What was sent for a time and could not be read.</param>
    public EventTime Read(
        string type, ref readonly SmartReachItem item, ref DriftList drift, PooledBytes scratch,
        out ReadOnlySpan<byte> unread)
    {
        // prospect.created_at is when the prospect was created, even for an update: it is never the event's time.
        unread = [];
        bool isAbsent = true;
        if (!IsProspectEvent(type))
        {
            SentTime created =
                SentTime.Read(item.Fields[(int)SmartReachField.ActivityCreatedAt], _json, receivedAt, scratch);
            if (created.At is { } at)
                return EventTime.Sent(at);
            created.NoteIn(ref drift, "data.activity.", "created_at"u8);
            unread = created.Unread;
            isAbsent = created.IsAbsent;
        }

        EventTime webhook = ReadWebhook(ref drift, scratch, ref unread);
        if (!IsActivity(type))
        {
            unread = []; // these are known by all that they say
            return webhook;
        }

        // Two activities without a time are two, as far as their webhooks' times tell.
        return isAbsent && webhook.Source == TimeSources.Vendor ? EventTime.Sent(webhook.OccurredAt) : webhook;
    }

    private static bool IsActivity(string type) => type != EventTypes.UnknownReceived && !IsProspectEvent(type);

    private EventTime ReadWebhook(ref DriftList drift, PooledBytes scratch, ref ReadOnlySpan<byte> unread)
    {
        JsonSlice sent = _metadata.Fields[(int)SmartReachField.ReceivedAt];
        if (!unread.IsEmpty)
        {
            // What the scratch holds is still needed.
            using PooledBytes other = new(64);
            SentTime second = SentTime.Read(sent, _body, receivedAt, other);
            if (second.At is null)
                second.NoteIn(ref drift, "metadata.", "received_at"u8);
            return second.At is { } then ? EventTime.OfWebhook(then) : EventTime.OfReceipt(receivedAt);
        }

        SentTime received = SentTime.Read(sent, _body, receivedAt, scratch);
        if (received.At is { } at)
            return EventTime.OfWebhook(at);
        received.NoteIn(ref drift, "metadata.", "received_at"u8);
        unread = received.Unread;
        return EventTime.OfReceipt(receivedAt);
    }
}
