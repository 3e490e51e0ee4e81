using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>
/// Reads the escapes in JSON strings. Unlike <see cref="Utf8JsonReader.GetString"/>, it takes what the
/// grammar allows and Unicode does not: a lone surrogate (<c>\ud800</c>) reads as U+FFFD.
/// </summary>
internal static class JsonEscapes
{
    private const int NotHex = -1;

    /// <summary>Unescapes a string's content; stops where the next character does not fit.</summary>
    /// <param name="raw">What lies between the quotes; already checked by a JSON reader.</param>
    /// <param name="destination">Never needs more bytes than <paramref name="raw"/> has.</param>
    /// <returns>The bytes written, UTF-8.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        int written = 0;
        while (!raw.IsEmpty)
        {
            int plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
                plain = raw.Length;
            if (plain > destination.Length - written)
                return written + CopyWhole(raw, destination[written..]);
            raw[..plain].CopyTo(destination[written..]);
            written += plain;
            raw = raw[plain..];
            if (raw.IsEmpty)
                break;

            Rune rune = ReadEscape(raw, out int consumed);
            if (!rune.TryEncodeToUtf8(destination[written..], out int encoded))
                break;
            written += encoded;
            raw = raw[consumed..];
        }

        return written;
    }

    /// <summary>
    /// Compares a name or string; <see cref="Utf8JsonReader.ValueTextEquals(ReadOnlySpan{byte})"/> throws for lone
    /// surrogates.
    /// </summary>
    public static bool TextEquals(ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.ValueIsEscaped ? UnescapedEquals(reader.ValueSpan, text) : reader.ValueSpan.SequenceEqual(text);

    /// <summary>Copies a string's content as it is, but for lone surrogates, which become <c>\ufffd</c>.</summary>
    public static void CopyWellFormed(ReadOnlySpan<byte> raw, PooledBytes destination)
    {
        while (true)
        {
            int plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                destination.Append(raw);
                return;
            }

            destination.Append(raw[..plain]);
            raw = raw[plain..];
            int consumed = EscapeLength(raw, out bool lone);
            destination.Append(lone ? "\\ufffd"u8 : raw[..consumed]);
            raw = raw[consumed..];
        }
    }

    /// <summary>The length of the escape that a text starts with: 2, 6, or 12 for a surrogate pair.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> escape, out bool loneSurrogate)
    {
        loneSurrogate = false;
        if (escape[1] != (byte)'u')
            return 2;
        int unit = Unit(escape);
        if (!char.IsSurrogate((char)unit))
            return 6;
        int next = Unit(escape[6..]);
        if (char.IsHighSurrogate((char)unit) && next != NotHex && char.IsLowSurrogate((char)next))
            return 12;
        loneSurrogate = true;
        return 6;
    }

    /// <summary>The character that an escape stands for.</summary>
    public static Rune ReadEscape(ReadOnlySpan<byte> escape, out int consumed)
    {
        consumed = EscapeLength(escape, out bool lone);
        return consumed switch
        {
            _ when lone => Rune.ReplacementChar,
            12 => new Rune((char)Unit(escape), (char)Unit(escape[6..])),
            6 => new Rune((char)Unit(escape)),
            _ => new Rune(escape[1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                byte other => (char)other,
            }),
        };
    }

    /// <summary>
    /// The last place at or before an index where a string's content can be cut: in no character, in no escape.
    /// </summary>
    public static int Boundary(ReadOnlySpan<byte> raw, int index)
    {
        if (index >= raw.Length)
            return raw.Length;
        int at = 0;
        while (raw[at..index].IndexOf((byte)'\\') is int plain and >= 0)
        {
            int end = at + plain + EscapeLength(raw[(at + plain)..], out _);
            if (end > index)
                return at + plain;
            at = end;
        }

        return Utf8Boundary(raw, index);
    }

    // Apart, so that the common case stays small enough to be inlined.
    private static bool UnescapedEquals(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> text)
    {
        if (raw.Length > text.Length * 6)
            return false;
        Span<byte> unescaped = stackalloc byte[raw.Length];
        return unescaped[..Unescape(raw, unescaped)].SequenceEqual(text);
    }

    private static int Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && escape[0] == (byte)'\\' && escape[1] == (byte)'u'
        && Utf8Parser.TryParse(escape[2..6], out int unit, out int read, 'x') && read == 4
            ? unit
            : NotHex;

    private static int CopyWhole(ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        int end = Utf8Boundary(plain, destination.Length);
        plain[..end].CopyTo(destination);
        return end;
    }

    /// <summary>The last place at or before an index where a character begins.</summary>
    public static int Utf8Boundary(ReadOnlySpan<byte> text, int index)
    {
        if (index >= text.Length)
            return text.Length;
        while (index > 0 && (text[index] & 0xC0) == 0x80)
            index--;
        return index;
    }
}
