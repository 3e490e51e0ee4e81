using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.Acme;

/// <summary>Acme, text messages.</summary>
public sealed class AcmeVendor : IVendor
{
    /// <inheritdoc />
    public string Name => "acme";

    /// <inheritdoc />
    public MapResult Map(Delivery delivery)
    {
        if (!JsonTextDecoder.TryDecode(delivery.Body, delivery.ContentType, out ReadOnlyMemory<byte> utf8))
            return MapResult.Rejected(RejectionReasons.UnreadableText, "The body's text is not in its character set.");
        try
        {
            return MapResult.Mapped([ToEvent(delivery, utf8.Span)]);
        }
        catch (JsonException)
        {
            return MapResult.Rejected(RejectionReasons.MalformedJson, "The body is not well-formed JSON.");
        }
    }

    private static EngagementEvent ToEvent(Delivery delivery, ReadOnlySpan<byte> json)
    {
        using PooledBytes data = new(1024);
        using PooledBytes scratch = new(256);
        JsonCopier copier = new(data);
        JsonSlice action = default;
        JsonSlice user = default;
        JsonSlice time = default;
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit });
        while (reader.Read())
        {
            copier.Write(in reader);
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (JsonEscapes.TextEquals(in reader, "action"u8))
                action = Value(ref reader, ref copier);
            else if (JsonEscapes.TextEquals(in reader, "user"u8))
                user = Value(ref reader, ref copier);
            else if (JsonEscapes.TextEquals(in reader, "at"u8))
                time = Value(ref reader, ref copier);
        }

        bool hasTime = VendorTime.TryRead(time.ToUtf8(json, scratch), out DateTimeOffset at);
        string? name = action.ToColumn(json, EventColumns.NameLength);
        string? contact = user.ToColumn(json, EventColumns.TextLength);
        return new EngagementEvent
        {
            EventId = EventIdentity.From("acme", name, contact, hasTime ? $"{at.ToUnixTimeMilliseconds()}" : null),
            Vendor = delivery.Vendor,
            Type = name == "sent" ? EventTypes.MessageSent : EventTypes.UnknownReceived,
            VendorEventType = name,
            Channel = Channels.Sms,
            OccurredAt = hasTime ? at : delivery.ReceivedAt,
            TimeSource = hasTime ? TimeSources.Vendor : TimeSources.Receipt,
            ReceivedAt = delivery.ReceivedAt,
            ContactId = contact,
            DeliveryId = delivery.Id,
            DeliveryIndex = 0,
            Data = EventData.Fit(data.Written),
        };
    }

    private static JsonSlice Value(ref Utf8JsonReader reader, ref JsonCopier copier)
    {
        reader.Read();
        copier.Write(in reader);
        return new JsonSlice(in reader);
    }
}
