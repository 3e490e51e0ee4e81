using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>
/// Finds the webhook in a body that is not one itself, but what a gateway or script made of it: JSON encoded twice, a
/// form's or a multipart body's field, or one webhook a line.
/// </summary>
internal static class SmartReachEnvelope
{
    private const int MostLayers = 3;

    private static ReadOnlySpan<byte> White => " \t\r\n\u001e"u8; // and what begins a record of RFC 7464

    /// <summary>The members that hold objects or arrays.</summary>
    public static readonly IReadOnlyList<byte[]> Members =
        ["metadata"u8.ToArray(), "data"u8.ToArray(), "prospect"u8.ToArray(), "activity"u8.ToArray()];

    /// <summary>Opens a body.</summary>
    /// <param name="contentType">The Content-Type header, or null.</param>
    /// <param name="name">What it came in.</param>
    /// <returns>What may be webhooks; none where there is no envelope.</returns>
    public static IEnumerable<ReadOnlyMemory<byte>> Open(BodyText text, string? contentType, out string name)
    {
        ReadOnlyMemory<byte> body = text.Utf8.Trim(White);
        DriftList ignored = default;
        name = "json-text";
        if (body.Span is [(byte)'"', ..])
            return OpenText(body.Span) is { } opened ? [opened] : [];
        name = "ndjson";
        if (body.Span is [(byte)'{', ..])
            return body.Span.Contains((byte)'\n') ? Lines(body) : [];
        name = "multipart";
        if (MultipartFields.IsMultipart(body.Span, contentType))
            return Objects(MultipartFields.Read(body.Span));
        name = "form";
        return FormFields.LooksLikeForm(body.Span) || body.Span.StartsWith("%7B"u8)
            ? Objects(new FormFields(text.Label).Read(Encoding.UTF8.GetString(body.Span), ref ignored))
            : [];
    }

    // Twice or three times: a text that holds a text.
    private static byte[]? OpenText(ReadOnlySpan<byte> json)
    {
        byte[]? opened = null;
        for (int i = 0; i < MostLayers && json is [(byte)'"', ..]; i++)
        {
            Utf8JsonReader reader = new(json);
            try
            {
                reader.Read();
                using PooledBytes text = new(json.Length);
                text.Advance(JsonEscapes.Unescape(reader.ValueSpan, text.Reserve(json.Length)));
                if (reader.Read())
                    return null;
                json = opened = text.Written.Trim(" \t\r\n"u8).ToArray();
            }
            catch (JsonException)
            {
                return null; // what follows the text is no JSON
            }
        }

        return opened;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> body)
    {
        while (!body.IsEmpty)
        {
            int end = body.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = (end < 0 ? body : body[..end]).Trim(White);
            if (!line.IsEmpty)
                yield return line;
            body = end < 0 ? default : body[(end + 1)..];
        }
    }

    // The JSON is a field's value, whatever the field is called, or the name of a field without a value.
    private static List<ReadOnlyMemory<byte>> Objects(List<KeyValuePair<string, string>> fields) =>
    [
        .. from field in fields
           let text = (field.Value.Length > 0 ? field.Value : field.Key).Trim()
           where text.StartsWith('{')
           select (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text),
    ];
}
