using System.Text.Json;
using System.Text.Json.Serialization;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Json;

namespace Webhooks.Functions.Api;

/// <summary>Writes an event as <see cref="EventJson"/> does, so that every door gives the same one.</summary>
internal sealed class EventConverter : JsonConverter<EngagementEvent>
{
    public override EngagementEvent? Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, EngagementEvent value, JsonSerializerOptions options) =>
        EventJson.Write(writer, value);
}
