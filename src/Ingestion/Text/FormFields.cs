using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Webhooks.Ingestion.Text;

/// <summary>
/// Reads the fields of a query or of an <c>application/x-www-form-urlencoded</c> body. What is behind the
/// percent-escapes of a value is UTF-8 where it can be, else in the declared character set; where nothing is declared,
/// nobody can know, and the escapes stay, so that two texts stay two.
/// </summary>
/// <param name="label">The declared charset's name, or empty.</param>
internal readonly struct FormFields(string label)
{
    // A form of more is none: each field takes many times its bytes.
    private const int MostFields = 10_000;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.%+[]"u8);

    private readonly string _label = label;

    /// <summary>
    /// Says whether a text looks like a form where no content type says so: a name of letters, digits and a few signs,
    /// then <c>=</c>.
    /// </summary>
    /// <param name="text">The body as UTF-8.</param>
    public static bool LooksLikeForm(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'=');
        return end > 0 && text[..end].IndexOfAnyExcept(NameBytes) < 0 && !HasTooMany(text);
    }

    /// <summary>Says whether a text has more fields than any form.</summary>
    /// <param name="text">The body as UTF-8.</param>
    public static bool HasTooMany(ReadOnlySpan<byte> text) => text.Count((byte)'&') >= MostFields;

    /// <summary>Reads the fields in their order.</summary>
    /// <param name="text">The text, with or without a leading <c>?</c>.</param>
    /// <param name="drift">Gets the names of fields that could not be decoded whole.</param>
    /// <returns>
    /// Decoded names and values. A piece without <c>=</c> is a name with an empty value; empty pieces are skipped; what
    /// is no valid escape stays as it is.
    /// </returns>
    public List<KeyValuePair<string, string>> Read(ReadOnlySpan<char> text, ref DriftList drift)
    {
        List<KeyValuePair<string, string>> fields = [];
        text = text.StartsWith('?') ? text[1..] : text;
        foreach (Range range in text.Split('&'))
        {
            ReadOnlySpan<char> piece = text[range];
            if (piece.IsEmpty)
                continue;
            int end = piece.IndexOf('=');
            bool isWhole = true;
            string name = Decode(end < 0 ? piece : piece[..end], ref isWhole);
            string value = end < 0 ? "" : Decode(piece[(end + 1)..], ref isWhole);
            if (!isWhole)
                drift.Add(DriftKinds.BrokenText, "", Encoding.UTF8.GetBytes(name));
            fields.Add(new(name, value));
        }

        return fields;
    }

    private string Decode(ReadOnlySpan<char> text, ref bool isWhole)
    {
        if (text.IndexOfAny('%', '+') < 0)
            return text.ToString();

        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int length = Unescape(text, bytes);
        ReadOnlySpan<byte> unescaped = bytes.AsSpan(0, length);
        if (Utf8.IsValid(unescaped))
            return Encoding.UTF8.GetString(unescaped);
        EscapedBytes escaped = new();
        if (CharsetLabel.Find(_label, escaped) is not { } declared)
        {
            isWhole = false;
            return Encoding.UTF8.GetString(EscapedBytes.Escape(unescaped));
        }

        string value = Ascii.IsValid(text) ? declared.GetString(unescaped) : DecodeParts(text, bytes, declared);
        isWhole &= !escaped.WasNeeded;
        return value;
    }

    // A text with letters that are not escaped, which are decoded already.
    private static string DecodeParts(ReadOnlySpan<char> text, byte[] bytes, Encoding declared)
    {
        StringBuilder value = new(text.Length);
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExceptInRange('\0', '\x7F');
            plain = plain < 0 ? text.Length : plain;
            value.Append(declared.GetString(bytes.AsSpan(0, Unescape(text[..plain], bytes))));
            text = text[plain..];
            int letters = text.IndexOfAnyInRange('\0', '\x7F');
            letters = letters < 0 ? text.Length : letters;
            value.Append(text[..letters]);
            text = text[letters..];
        }

        return value.ToString();
    }

    private static int Unescape(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        int length = 0;
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAny('%', '+');
            plain = plain < 0 ? text.Length : plain;
            length += Encoding.UTF8.GetBytes(text[..plain], bytes[length..]);
            text = text[plain..];
            if (text.IsEmpty)
                break;

            bool isEscape = text is ['%', var high, var low, ..] && char.IsAsciiHexDigit(high)
                && char.IsAsciiHexDigit(low);
            bytes[length++] = text[0] == '+' ? (byte)' ' : isEscape
                ? Convert.FromHexString(text.Slice(1, 2))[0]
                : (byte)'%';
            text = text[(isEscape ? 3 : 1)..];
        }

        return length;
    }
}
