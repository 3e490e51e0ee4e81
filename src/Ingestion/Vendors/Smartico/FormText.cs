using System.Buffers;
using System.Net;
using System.Text;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Reads the fields of a query or of an <c>application/x-www-form-urlencoded</c> body.</summary>
internal static class FormText
{
    /// <summary>Our own function key; the receiver has replaced its value already.</summary>
    public const string KeyName = "code";
    private const string RedactedKey = "REDACTED";

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.%+[]"u8);

    /// <summary>Reads the fields in their order.</summary>
    /// <param name="text">The text, with or without a leading <c>?</c>.</param>
    /// <returns>
    /// Decoded names and values, without our own key. A piece without <c>=</c> is a name with an empty value; empty
    /// pieces are skipped; what is no valid escape stays as it is.
    /// </returns>
    public static List<KeyValuePair<string, string>> Read(string? text)
    {
        List<KeyValuePair<string, string>> fields = [];
        ReadOnlySpan<char> rest = (text ?? "").AsSpan();
        rest = rest.StartsWith('?') ? rest[1..] : rest;
        foreach (Range range in rest.Split('&'))
        {
            ReadOnlySpan<char> piece = rest[range];
            if (piece.IsEmpty)
                continue;
            int end = piece.IndexOf('=');
            string name = Decode(end < 0 ? piece : piece[..end]);
            string value = end < 0 ? "" : Decode(piece[(end + 1)..]);
            if (name != KeyName || value != RedactedKey)
                fields.Add(new(name, value));
        }

        return fields;
    }

    /// <summary>Of equal names the last that is not empty, in the place of the first: an empty value says nothing.</summary>
    public static List<KeyValuePair<string, string>> LastOfEach(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        OrderedDictionary<string, string> last = new(fields.Count);
        foreach ((string name, string value) in fields)
        {
            if (value.Length > 0 || !last.ContainsKey(name))
                last[name] = value;
        }

        return [.. last];
    }

    /// <summary>
    /// Says whether a text looks like a form where no content type says so: a name of letters, digits and a few signs,
    /// then <c>=</c>.
    /// </summary>
    /// <param name="text">The body as UTF-8.</param>
    public static bool LooksLikeForm(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'=');
        return end > 0 && text[..end].IndexOfAnyExcept(NameBytes) < 0;
    }

    // Invalid UTF-8 behind the escapes becomes U+FFFD: the query is one delivery's metadata, kept as it was sent.
    private static string Decode(ReadOnlySpan<char> text) =>
        text.IndexOfAny('%', '+') < 0 ? text.ToString() : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(WebUtility.UrlDecode(text.ToString())));
}
