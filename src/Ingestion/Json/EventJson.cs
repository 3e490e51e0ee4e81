using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>
/// An event as JSON, as <c>docs/engagement-event.schema.json</c> describes it: absent values are left out.
/// </summary>
public static class EventJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an event as one object.</summary>
    public static void Write(Utf8JsonWriter writer, EngagementEvent engagementEvent)
    {
        writer.WriteStartObject();
        writer.WriteString("eventId"u8, engagementEvent.EventId);
        writer.WriteString("vendor"u8, engagementEvent.Vendor);
        writer.WriteString("type"u8, engagementEvent.Type);
        WriteText(writer, "vendorEventType"u8, engagementEvent.VendorEventType);
        WriteText(writer, "channel"u8, engagementEvent.Channel);
        WriteText(writer, "channelRaw"u8, engagementEvent.ChannelRaw);
        writer.WriteString("occurredAt"u8, Time(engagementEvent.OccurredAt));
        writer.WriteString("timeSource"u8, engagementEvent.TimeSource);
        writer.WriteString("receivedAt"u8, Time(engagementEvent.ReceivedAt));
        WriteText(writer, "contactId"u8, engagementEvent.ContactId);
        WriteText(writer, "contactEmail"u8, engagementEvent.ContactEmail);
        WriteText(writer, "campaign"u8, engagementEvent.Campaign);
        WriteText(writer, "campaignStep"u8, engagementEvent.CampaignStep);
        WriteText(writer, "messageSubject"u8, engagementEvent.MessageSubject);
        WriteText(writer, "messageFrom"u8, engagementEvent.MessageFrom);
        WriteText(writer, "messageTo"u8, engagementEvent.MessageTo);
        WriteText(writer, "linkUrl"u8, engagementEvent.LinkUrl);
        WriteText(writer, "viewUrl"u8, engagementEvent.ViewUrl);
        writer.WriteString("deliveryId"u8, engagementEvent.DeliveryId);
        writer.WriteNumber("deliveryIndex"u8, engagementEvent.DeliveryIndex);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(engagementEvent.Data, skipInputValidation: true);
        writer.WriteEndObject();
    }

    /// <summary>Renders an event as one object.</summary>
    /// <returns>JSON without white space.</returns>
    public static string Render(EngagementEvent engagementEvent)
    {
        ArrayBufferWriter<byte> buffer = new(2048);
        using Utf8JsonWriter writer = new(buffer, Compact);
        Write(writer, engagementEvent);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A time as RFC 3339.</summary>
    /// <param name="time">The time; whole milliseconds are kept.</param>
    /// <returns>E.g. <c>2026-01-15T10:20:30.123Z</c>.</returns>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
