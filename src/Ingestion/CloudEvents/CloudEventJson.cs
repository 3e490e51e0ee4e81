using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.CloudEvents;

/// <summary>
/// Renders events as CloudEvents 1.0 in the JSON format
/// (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md). Attributes are logged and
/// routed on by whatever carries them, so nothing of a person is in them, only in <c>data</c>.
/// </summary>
public static class CloudEventJson
{
    /// <summary>The media type of one rendered event.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The media type of several, in the batched content mode.</summary>
    public const string BatchMediaType = "application/cloudevents-batch+json";

    /// <summary>What <c>type</c> begins with; one of <see cref="EventTypes"/> follows.</summary>
    public const string TypePrefix = "engagement.";

    /// <summary>What <c>source</c> begins with; the vendor's name follows.</summary>
    public const string SourcePrefix = "/webhooks/";

    /// <summary>
    /// The <c>$id</c> of <c>docs/engagement-event.schema.json</c>; a breaking change gets another number.
    /// </summary>
    public const string DataSchema = "urn:engagement-event:1";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one event.</summary>
    /// <param name="engagementEvent">The event; it becomes <c>data</c>, as <see cref="EventJson"/> writes it.</param>
    public static void Write(Utf8JsonWriter writer, EngagementEvent engagementEvent)
    {
        writer.WriteStartObject();
        writer.WriteString("specversion"u8, "1.0"u8);
        writer.WriteString("id"u8, engagementEvent.EventId);
        writer.WriteString("source"u8, SourcePrefix + engagementEvent.Vendor);
        writer.WriteString("type"u8, TypePrefix + engagementEvent.Type);
        writer.WriteString("subject"u8, $"deliveries/{engagementEvent.DeliveryId}/{engagementEvent.DeliveryIndex}");
        writer.WriteString("time"u8, EventJson.Time(engagementEvent.OccurredAt));
        writer.WriteString("recordedtime"u8, EventJson.Time(engagementEvent.ReceivedAt));
        writer.WriteString("timesource"u8, engagementEvent.TimeSource);
        if (engagementEvent.Channel is not null)
            writer.WriteString("channel"u8, engagementEvent.Channel);
        writer.WriteString("datacontenttype"u8, "application/json"u8);
        writer.WriteString("dataschema"u8, DataSchema);
        writer.WritePropertyName("data"u8);
        EventJson.Write(writer, engagementEvent);
        writer.WriteEndObject();
    }

    /// <summary>Renders one event.</summary>
    /// <returns>JSON without white space.</returns>
    public static string Render(EngagementEvent engagementEvent) => Render(writer => Write(writer, engagementEvent));

    /// <summary>Renders several.</summary>
    /// <returns>A JSON array without white space.</returns>
    public static string Render(IEnumerable<EngagementEvent> events) => Render(writer =>
    {
        writer.WriteStartArray();
        foreach (EngagementEvent e in events)
            Write(writer, e);
        writer.WriteEndArray();
    });

    private static string Render(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new(2048);
        using Utf8JsonWriter writer = new(buffer, Compact);
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
