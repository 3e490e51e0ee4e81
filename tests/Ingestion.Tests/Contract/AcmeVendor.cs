using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.Vendors.Acme;

/// <summary>Acme, text messages.</summary>
public sealed class AcmeVendor : IVendor
{
    /// <inheritdoc />
    public string Name => "acme";

    /// <inheritdoc />
    public MapResult Map(Delivery delivery)
    {
        BodyText text = BodyText.Of(delivery);
        if (text.Rejection is { } rejection)
            return MapResult.Rejected(rejection.Reason, rejection.Error);
        try
        {
            return MapResult.Mapped([ToEvent(delivery, text.Utf8.Span)]);
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

        EventTime when = VendorTime.TryRead(time.ToUtf8(json, scratch), out DateTimeOffset at)
            ? EventTime.Sent(at)
            : EventTime.OfReceipt(delivery.ReceivedAt);
        string? name = action.ToColumn(json, EventColumns.NameLength);
        string? contact = user.ToColumn(json, EventColumns.TextLength);
        return new EngagementEvent
        {
            EventId = EventIdentity.From(when, "acme", name, contact),
            Vendor = delivery.Vendor,
            Type = name == "sent" ? EventTypes.MessageSent : EventTypes.UnknownReceived,
            VendorEventType = name,
            Channel = Channels.Sms,
            OccurredAt = when.OccurredAt,
            TimeSource = when.Source,
            IsFiledByDay = when.IsFiledByDay,
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
