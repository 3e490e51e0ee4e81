using System.Text.Json;
using System.Text.Json.Serialization;
using Webhooks.Ingestion.Json;

namespace Webhooks.Functions.Http;

/// <summary>Writes a time as an event's is written, so that every answer has the same form.</summary>
internal sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EventJson.Time(value));
}
