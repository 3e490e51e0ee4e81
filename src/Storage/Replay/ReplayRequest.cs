using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Storage.Replay;

/// <summary>Which deliveries to replay: one; or a vendor's of a time range; or the rejected ones.</summary>
public sealed partial record ReplayRequest
{
    /// <summary>The one delivery.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>The vendor; of rejected ones null is all.</summary>
    public string? Vendor { get; init; }

    /// <summary>The earliest <c>ReceivedAt</c>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this <c>ReceivedAt</c>.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The rejected ones.</summary>
    public bool Rejected { get; init; }

    /// <summary>Of the rejected ones only those of this reason.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Whether all of their events are sent on again, as they are then; else those that are new.
    /// </summary>
    public bool Send { get; init; }

    /// <summary>Writes it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReplayRequestJson.Default.ReplayRequest);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ReplayRequest Parse(string json) =>
        JsonSerializer.Deserialize(json, ReplayRequestJson.Default.ReplayRequest)!;

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonSerializable(typeof(ReplayRequest))]
    private sealed partial class ReplayRequestJson : JsonSerializerContext;
}
