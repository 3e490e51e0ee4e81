using System.Security.Cryptography;
using System.Text;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Text;
using Webhooks.Ingestion.Times;
using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Makes one item's event: <c>message.sent</c> or <c>custom.received</c>.</summary>
/// <param name="delivery">The delivery it came in.</param>
/// <param name="json">The JSON in which its fields lie.</param>
/// <param name="data">The item itself, without white space and without what must not be stored.</param>
/// <param name="index">Its place in the delivery.</param>
internal readonly ref struct SmarticoItem(Delivery delivery, ReadOnlySpan<byte> json, PooledBytes data, int index)
{
    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>Where its fields lie.</summary>
    public required ItemFields Fields { get; init; }

    /// <summary>What they are called.</summary>
    public required FieldNames Names { get; init; }

    /// <summary>Makes the event.</summary>
    /// <param name="drift">Gets a channel that is not known, and fields whose tag was not filled in.</param>
    public EngagementEvent ToEvent(ref DriftList drift)
    {
        using PooledBytes scratch = new(256);
        bool isSend = Fields.IsSend && !IsUnfilled(Fields.User, FieldNames.User, ref drift, scratch);
        bool hasContact = isSend || !IsUnfilled(Fields.Contact, FieldNames.User, ref drift, scratch);
        string? channelRaw = isSend ? Fields.Channel.ToColumn(_json, EventColumns.NameLength) : null;
        string? channel = channelRaw is null ? null : SmarticoChannels.Find(channelRaw);
        if (isSend)
        {
            IsUnfilled(Fields.Campaign, FieldNames.Campaign, ref drift, scratch);
            IsUnfilled(Fields.ViewUrl, FieldNames.ViewUrl, ref drift, scratch);
        }

        if (channel == Channels.Other)
            drift.Add(DriftKinds.Channel, "", Fields.Channel.ToUtf8(_json, scratch));

        using PooledBytes unread = new(64);
        SentTime sent = SentTime.Read(Fields.Time, _json, delivery.ReceivedAt, unread);
        if (sent.At is null)
            sent.NoteIn(ref drift, "", "time"u8);
        EventTime time = sent.At is { } at ? EventTime.Sent(at) : EventTime.OfReceipt(delivery.ReceivedAt);
        string id = isSend ? SendId(channel, time, sent.Unread, scratch) : CustomId(time, scratch);
        return new EngagementEvent
        {
            EventId = time.ToEventId(id),
            Vendor = delivery.Vendor,
            Type = isSend ? EventTypes.MessageSent : EventTypes.CustomReceived,
            Channel = channel,
            ChannelRaw = channelRaw,
            OccurredAt = time.OccurredAt,
            TimeSource = time.Source,
            UndatedId = time.ToUndatedId(id),
            ReceivedAt = delivery.ReceivedAt,
            ContactId = hasContact
                ? (isSend ? Fields.User : Fields.Contact).ToId(_json, EventColumns.TextLength)
                : null,
            Campaign = isSend ? Fields.Campaign.ToColumn(_json, EventColumns.TextLength) : null,
            ViewUrl = isSend ? Fields.ViewUrl.ToColumn(_json, EventColumns.UrlLength) : null,
            DeliveryId = delivery.Id,
            DeliveryIndex = index,
            Data = EventData.Fit(data.Written),
        };
    }

    private bool IsUnfilled(JsonSlice value, int field, ref DriftList drift, PooledBytes scratch)
    {
        if (!UnfilledTag.Is(value.ToUtf8(_json, scratch)))
            return false;
        drift.Add(DriftKinds.UnfilledTag, "", Encoding.UTF8.GetBytes(Names.Template[field]));
        return true;
    }

    // One spelling for an instant and for a channel, however they were sent; what cannot be read counts as it is.
    private string SendId(string? channel, EventTime time, scoped ReadOnlySpan<byte> unread, PooledBytes scratch)
    {
        EventIdentity.Parts parts = new(stackalloc byte[EventIdentity.Parts.OnStack]);
        parts.Add("smartico"u8);
        parts.Add(Fields.User.ToIdUtf8(_json, scratch));
        parts.Add(time, unread);
        if (channel is null or Channels.Other)
            parts.AddOrNull(Fields.Channel.ToUtf8(_json, scratch));
        else
            parts.Add(channel);
        parts.AddOrNull(Fields.Campaign.ToUtf8(_json, scratch));
        parts.AddOrNull(Fields.ViewUrl.ToUtf8(_json, scratch));
        string id = parts.ToId();
        parts.Dispose();
        return id;
    }

    private string CustomId(EventTime time, PooledBytes scratch)
    {
        scratch.Truncate(0);
        CanonicalJson.Write(data.Written, scratch);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(scratch.Written, digest);

        EventIdentity.Parts parts = new(stackalloc byte[EventIdentity.Parts.OnStack]);
        parts.Add("smartico"u8);
        parts.Add(time, []);
        parts.Add(digest);
        string id = parts.ToId();
        parts.Dispose();
        return id;
    }
}
