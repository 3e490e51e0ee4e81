using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Reads several JSON objects in one body, one a line: https://github.com/ndjson/ndjson-spec.</summary>
internal static class JsonLines
{
    /// <summary>Makes an array of the objects.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="contentType">
    /// Where it does not say that these are lines, each must be a send: text that was pasted into one object's value is
    /// not.
    /// </param>
    /// <param name="names">What a send's fields are called.</param>
    /// <returns>The array, or null where this is something else.</returns>
    public static byte[]? ToArray(ReadOnlySpan<byte> text, string? contentType, FieldNames names)
    {
        if (text.IsEmpty || text[0] != '{' || text.IndexOf((byte)'\n') < 0)
            return null;
        bool saysLines = contentType is not null && (contentType.Contains("ndjson", StringComparison.OrdinalIgnoreCase)
            || contentType.Contains("jsonl", StringComparison.OrdinalIgnoreCase)
            || contentType.Contains("json-seq", StringComparison.OrdinalIgnoreCase));
        try
        {
            return Read(text, names, saysLines);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Says whether a text begins with a whole JSON value, whatever follows.</summary>
    /// <param name="text">UTF-8.</param>
    public static bool StartsWhole(ReadOnlySpan<byte> text)
    {
        try
        {
            Utf8JsonReader reader = new(text, new JsonReaderOptions { AllowMultipleValues = true });
            return reader.Read() && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[]? Read(ReadOnlySpan<byte> text, FieldNames names, bool saysLines)
    {
        JsonLiterals.Check(text);
        JsonReaderOptions several = new() { AllowMultipleValues = true, MaxDepth = JsonDepth.Limit + 1 };
        Utf8JsonReader reader = new(text, several);
        using PooledBytes array = new(4096);
        using PooledBytes copied = new(1024);
        int count = 0;
        int end = 0;
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            bool isOnLine = count == 0 || text[end..start].Contains((byte)'\n');
            if (reader.TokenType != JsonTokenType.StartObject || !isOnLine)
                return null;
            copied.Truncate(0);
            JsonCopier copy = new(copied);
            ItemFields fields = ItemFields.Read(ref reader, names, ref copy);
            if (fields.TooDeep || (!saysLines && !fields.IsSend))
                return null;
            end = (int)reader.BytesConsumed;
            array.Append(count++ == 0 ? (byte)'[' : (byte)',');
            array.Append(text[start..end]);
        }

        array.Append((byte)']');
        return count > 1 ? array.Written.ToArray() : null;
    }
}
