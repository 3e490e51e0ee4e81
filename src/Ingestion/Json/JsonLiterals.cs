using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>
/// Finds words that are not <c>true</c>, <c>false</c> or <c>null</c> before <see cref="Utf8JsonReader"/> does: its
/// exception quotes all that follows such a word, which for a body of 16 MiB is more than 100 MB of text.
/// </summary>
internal static class JsonLiterals
{
    // What a reader quotes of less does not matter.
    private const int Large = 64 * 1024;

    /// <summary>Refuses a large text with such a word; does nothing for a small one.</summary>
    /// <param name="json">UTF-8, well-formed or not.</param>
    /// <exception cref="JsonException">There is such a word, so it is not well-formed.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        if (json.Length >= Large && HasBroken(json))
            throw new JsonException();
    }

    /// <summary>Whether there is such a word outside of strings.</summary>
    /// <param name="json">UTF-8, well-formed or not.</param>
    public static bool HasBroken(ReadOnlySpan<byte> json)
    {
        for (int at = json.IndexOfAny("\"tfn"u8); at >= 0; at = json.IndexOfAny("\"tfn"u8))
        {
            json = json[at..];
            int length = json[0] switch
            {
                (byte)'"' => StringLength(json),
                (byte)'t' => json.StartsWith("true"u8) ? 4 : 0,
                (byte)'f' => json.StartsWith("false"u8) ? 5 : 0,
                _ => json.StartsWith("null"u8) ? 4 : 0,
            };
            if (length == 0)
                return true;
            json = json[length..];
        }

        return false;
    }

    // With its quotes; the rest where it has no end.
    private static int StringLength(ReadOnlySpan<byte> json)
    {
        int length = 1;
        while (true)
        {
            int at = json[length..].IndexOfAny((byte)'"', (byte)'\\');
            if (at < 0)
                return json.Length;
            length += at + 1;
            if (json[length - 1] == (byte)'"')
                return length;
            length = Math.Min(length + 1, json.Length); // what a backslash escapes
        }
    }
}
