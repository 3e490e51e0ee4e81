using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>Opens objects and arrays that were encoded twice, so that they came as texts.</summary>
internal static class EmbeddedJson
{
    /// <summary>Whether a string's content looks like an object or array, or like a text that holds one.</summary>
    /// <param name="raw">What lies between the quotes.</param>
    public static bool MayHold(ReadOnlySpan<byte> raw) =>
        raw.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)'\\', ..];

    /// <summary>Opens a string.</summary>
    /// <param name="raw">What lies between the quotes, checked by a JSON reader.</param>
    /// <returns>The object or array that it holds, or null.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> raw)
    {
        using PooledBytes text = new(raw.Length);
        text.Advance(JsonEscapes.Unescape(raw, text.Reserve(raw.Length)));
        return IsContainer(text.Written) ? text.Written.ToArray() : null;
    }

    /// <summary>Puts what texts hold in their place.</summary>
    /// <param name="json">Well-formed JSON.</param>
    /// <param name="names">The members whose values, and whose arrays' elements, are opened.</param>
    /// <returns>The JSON with them opened, or null where there was nothing to open.</returns>
    public static byte[]? Expand(ReadOnlySpan<byte> json, IReadOnlyList<byte[]> names)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
        using PooledBytes output = new(json.Length);
        int copied = 0;
        int elementsAt = -1;
        bool isNamed = false;
        while (reader.Read())
        {
            bool isPlace = isNamed || reader.CurrentDepth == elementsAt;
            if (reader.TokenType == JsonTokenType.StartArray && isNamed)
                elementsAt = reader.CurrentDepth + 1;
            else if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth + 1 == elementsAt)
                elementsAt = -1;
            isNamed = reader.TokenType == JsonTokenType.PropertyName && IsOneOf(in reader, names);
            if (!isPlace || reader.TokenType != JsonTokenType.String || Open(reader.ValueSpan) is not { } opened)
                continue;

            output.Append(json[copied..(int)reader.TokenStartIndex]);
            output.Append(opened);
            copied = (int)reader.BytesConsumed;
        }

        if (copied == 0)
            return null;
        output.Append(json[copied..]);
        return output.Written.ToArray();
    }

    private static bool IsOneOf(ref readonly Utf8JsonReader reader, IReadOnlyList<byte[]> names)
    {
        foreach (byte[] name in names)
        {
            if (JsonEscapes.TextEquals(in reader, name))
                return true;
        }

        return false;
    }

    private static bool IsContainer(ReadOnlySpan<byte> text)
    {
        if (text.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
            return false;
        try
        {
            JsonLiterals.Check(text);
            Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
            while (reader.Read())
            {
                // Whether all of it is well-formed is all that matters.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
