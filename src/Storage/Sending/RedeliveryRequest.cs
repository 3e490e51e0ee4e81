using System.Text.Json;
using System.Text.Json.Serialization;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Sending;

/// <summary>Which parked events of a destination to send again: all; one; or those that happened in a time.</summary>
/// <param name="Destination">Its name.</param>
public sealed partial record RedeliveryRequest(string Destination)
{
    /// <summary>The one event's id.</summary>
    public string? EventId { get; init; }

    /// <summary>The earliest <c>OccurredAt</c>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this <c>OccurredAt</c>.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Writes it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RedeliveryJson.Default.RedeliveryRequest);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static RedeliveryRequest Parse(string json) =>
        JsonSerializer.Deserialize(json, RedeliveryJson.Default.RedeliveryRequest)!;

    /// <summary>Whether a parked event is meant.</summary>
    internal bool Means(ParkedEvent parked) =>
        (EventId is null || parked.Key.EventId == EventId)
        && (From is null || parked.Key.OccurredAt >= From)
        && (To is null || parked.Key.OccurredAt < To);

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonSerializable(typeof(RedeliveryRequest))]
    private sealed partial class RedeliveryJson : JsonSerializerContext;
}
