using System.Text.Json;
using System.Text.Json.Serialization;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Outgoing;

/// <summary>
/// A message of the queue <c>outgoing</c>: events that are to be sent on. It names them only, and what is sent is read
/// when it is sent: so what is erased meanwhile is not sent any more.
/// </summary>
/// <param name="Events">Keys as <see cref="EventKey"/> writes them; at most <see cref="MaxEvents"/>.</param>
public sealed partial record OutgoingMessage(IReadOnlyList<string> Events)
{
    /// <summary>The most events of one message.</summary>
    public const int MaxEvents = 100;

    /// <summary>When they were first put, in UTC.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The one destination; null is each that wants them.</summary>
    public string? To { get; init; }

    /// <summary>How often they were tried there, and failed.</summary>
    public int Tries { get; init; }

    /// <summary>How often they were put back untried since.</summary>
    public int Deferrals { get; init; }

    /// <summary>When they are tried again, in UTC; null where they were not tried yet, or are parked.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether they are parked there, and somebody asked to send them again.</summary>
    public bool IsParked { get; init; }

    /// <summary>The keys that can be read.</summary>
    [JsonIgnore]
    public IEnumerable<EventKey> Keys
    {
        get
        {
            foreach (string text in Events)
            {
                if (EventKey.TryParse(text, out EventKey key))
                    yield return key;
            }
        }
    }

    /// <summary>Reads a message.</summary>
    /// <param name="message">Its text: JSON.</param>
    /// <returns>The message, or null where nobody here wrote it.</returns>
    public static OutgoingMessage? Parse(string message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, OutgoingJson.Default.OutgoingMessage)
                is { Events: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal string ToText() => JsonSerializer.Serialize(this, OutgoingJson.Default.OutgoingMessage);

    [JsonSourceGenerationOptions(
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(OutgoingMessage))]
    private sealed partial class OutgoingJson : JsonSerializerContext;
}
