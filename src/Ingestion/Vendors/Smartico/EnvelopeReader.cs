using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Finds the JSON that is wrapped in a text, a form, a query or other JSON.</summary>
internal static class EnvelopeReader
{
    private const int MostMembers = 1_000; // an envelope has a few

    /// <summary>Opens a form or query.</summary>
    /// <returns>What was in it, or null where it is no envelope.</returns>
    public static OpenedText? Open(List<KeyValuePair<string, string>> fields)
    {
        if (fields.Count == 0)
            return null;
        if (IsJsonStart(fields[0].Key))
        {
            // An unescaped & or = in the JSON parted it.
            string whole = string.Join('&', fields.Select(field => $"{field.Key}={field.Value}")).TrimEnd('=');
            return fields[0].Value.Length == 0
                ? new OpenedText(Envelope.JsonAsName, Encoding.UTF8.GetBytes(fields[0].Key), fields[1..], IsAll: true)
                : new OpenedText(Envelope.JsonAsName, Encoding.UTF8.GetBytes(whole), [], IsAll: true);
        }

        int at = fields.FindIndex(field => IsJsonStart(field.Value));
        if (at < 0 || fields.FindIndex(at + 1, field => IsJsonStart(field.Value)) >= 0)
            return null;
        List<KeyValuePair<string, string>> beside = [.. fields];
        beside.RemoveAt(at);
        byte[] value = Encoding.UTF8.GetBytes(fields[at].Value);
        return new OpenedText(Envelope.JsonInField, value, beside, IsAll: fields.Count == 1);
    }

    /// <summary>Opens JSON.</summary>
    /// <param name="json">Well-formed JSON.</param>
    /// <returns>What was in it, or null where it is no envelope.</returns>
    public static OpenedText? Open(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => Text(in reader) is var text && IsJsonStart(text)
                ? new OpenedText(Envelope.DoubleEncoded, Encoding.UTF8.GetBytes(text), [], IsAll: true)
                : null,
            JsonTokenType.StartArray => OpenArray(reader),
            JsonTokenType.StartObject => OpenObject(reader, json),
            _ => null,
        };
    }

    // An array of texts.
    private static OpenedText? OpenArray(Utf8JsonReader reader)
    {
        using PooledBytes items = new(1024);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String || Text(in reader) is not { } text || !IsJsonStart(text))
                return null;
            items.Append(items.Length == 0 ? (byte)'[' : (byte)',');
            items.Append(Encoding.UTF8.GetBytes(text));
        }

        if (items.Length == 0)
            return null;
        items.Append((byte)']');
        return new OpenedText(Envelope.DoubleEncoded, items.Written.ToArray(), [], IsAll: false);
    }

    // One member that is such a text, or that is all there is.
    private static OpenedText? OpenObject(Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        (byte[]? text, byte[]? nested, int members) = (null, null, 0);
        List<KeyValuePair<string, string>> beside = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (++members > MostMembers)
                return null;
            string name = Text(in reader);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                reader.Skip();
                nested = json[start..(int)reader.BytesConsumed].ToArray();
            }
            else if (Text(in reader) is var value && reader.TokenType == JsonTokenType.String && IsJsonStart(value))
            {
                if (text is not null)
                    return null;
                text = Encoding.UTF8.GetBytes(value);
            }
            else if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                beside.Add(new(name, value));
            }
        }

        if (text is not null)
            return new OpenedText(Envelope.DoubleEncoded, text, beside, IsAll: false);
        return nested is not null && members == 1
            ? new OpenedText(Envelope.JsonInMember, nested, [], IsAll: false)
            : null;
    }

    private static string Text(ref readonly Utf8JsonReader reader)
    {
        using PooledBytes text = new(reader.ValueSpan.Length);
        text.Advance(JsonEscapes.Unescape(reader.ValueSpan, text.Reserve(reader.ValueSpan.Length)));
        return Encoding.UTF8.GetString(text.Written);
    }

    // An object that has a member, an array of objects or texts, or a text that holds one of these, however deep.
    private static bool IsJsonStart(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart("[\"\\ \t\r\n");
        return rest.StartsWith('{') && rest[1..].TrimStart() is ['"' or '\\', ..];
    }
}

/// <summary>What was in an envelope.</summary>
/// <param name="Text">The text in it, UTF-8.</param>
/// <param name="Beside">Fields that were beside it.</param>
/// <param name="IsAll">True where the envelope holds nothing else: what is in it is what was sent, JSON or not.</param>
internal sealed record OpenedText(
    Envelope Envelope, byte[] Text, List<KeyValuePair<string, string>> Beside, bool IsAll);

/// <summary>A wrapping that a send is not documented to come in, but does.</summary>
/// <param name="Name">Its name, short and stable.</param>
/// <param name="Example">What it looks like; nothing of a delivery.</param>
internal sealed record Envelope(string Name, string Example)
{
    /// <summary>A text that holds the JSON, or a text in an array or a member.</summary>
    public static readonly Envelope DoubleEncoded = new("double-encoded", """ "{\"login\": …}" """.Trim());

    /// <summary>A form or query that has the JSON in one of its fields.</summary>
    public static readonly Envelope JsonInField = new("json-in-field", """payload={"login": …}""");

    /// <summary>A form or query that has the JSON for a name.</summary>
    public static readonly Envelope JsonAsName = new("json-as-name", """{"login": …}=""");

    /// <summary>An object around the JSON.</summary>
    public static readonly Envelope JsonInMember = new("json-in-member", """{"payload": {"login": …}}""");

    /// <summary>Several objects, one a line.</summary>
    public static readonly Envelope Lines = new("json-lines", """{"login": …} {"login": …}""");

    /// <summary>JSON but for a comma, a space or the quotes around an id.</summary>
    public static readonly Envelope AlmostJson = new("almost-json", """{"login": u-1, …,}""");

    /// <summary>A <c>multipart/form-data</c> body.</summary>
    public static readonly Envelope Multipart = new("multipart", """form-data; name="payload" """.Trim());

    /// <summary>A form whose content type says JSON.</summary>
    public static readonly Envelope FormAsJson = new("form-as-json", "login=…&time=…");

    /// <summary>A form or query whose ampersands are HTML's, escaped, or semicolons.</summary>
    public static readonly Envelope AmpersandEntity = new("ampersand-entity", "login=…&amp;time=…");

    /// <summary>The template's names in other letters.</summary>
    public static readonly Envelope OtherSpelling = new("other-spelling", """{"Login": …, "CampaignName": …}""");

    /// <summary>A query that was appended to a URL that had one.</summary>
    public static readonly Envelope SecondQuestionMark = new("second-question-mark", "?brand=…?login=…");
}
