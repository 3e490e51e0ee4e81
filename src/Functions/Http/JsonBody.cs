using System.Globalization;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Http;

/// <summary>Reads the small JSON object of a request; says which parameter is wrong.</summary>
internal sealed class JsonBody
{
    private const int MaxBytes = 64 * 1024;

    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly Dictionary<string, JsonElement> _members = [];

    private JsonBody(JsonElement root)
    {
        foreach (JsonProperty member in root.EnumerateObject())
            _members[member.Name] = member.Value;
    }

    /// <summary>Reads a request's body, which may have the known members and no other.</summary>
    public static JsonBody Read(HttpRequestData request, params string[] known)
    {
        Memory<byte> body = request.WholeBody();
        if (body.Length > MaxBytes)
            throw new BadParameterException("body", "The body must be a JSON object of at most 64 KiB.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new BadParameterException("body", "The body must be a JSON object.");
            JsonBody parsed = new(json.RootElement.Clone());
            string? unknown = parsed._members.Keys.FirstOrDefault(name => !known.Contains(name));
            return unknown is null ? parsed : throw BadParameterException.Unknown(unknown, known);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Invalid operations are names that are no text: half of a surrogate pair.
            throw new BadParameterException("body", "The body must be a JSON object.");
        }
    }

    /// <summary>Whether a parameter is given.</summary>
    public bool Has(string name) =>
        _members.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A text, not empty; null where it is not given. A number is taken as its digits.</summary>
    public string? Text(string name)
    {
        if (!Has(name))
            return null;
        JsonElement value = _members[name];
        string? text = value.ValueKind switch
        {
            JsonValueKind.String => StringOf(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text)
            ? throw new BadParameterException(name, "It must be a text that is not empty.")
            : text;
    }

    /// <summary>A truth value.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (!Has(name))
            return otherwise;
        return _members[name].ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new BadParameterException(name, "It must be true or false."),
        };
    }

    /// <summary>A time in ISO 8601, UTC where it names no offset; null where it is not given.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        bool isTime = DateTimeOffset.TryParseExact(
            text, TimeFormats, CultureInfo.InvariantCulture, utc, out DateTimeOffset time);
        return isTime
            ? time
            : throw new BadParameterException(name, "It must be a day, 2026-01-31, or a time, 2026-01-31T12:00:00Z.");
    }

    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }
}
