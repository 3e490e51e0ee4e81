using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Webhooks.Ingestion.Times;

/// <summary>
/// Reads the times that vendors and what stands between send: whatever has one reading. Accepted are instants from
/// <see cref="First"/> to before <see cref="End"/>. <c>docs/events.md</c> lists the spellings.
/// </summary>
public static class VendorTime
{
    private const int LongestText = 128;
    private const int ShortestNumber = 10;
    private const NumberStyles Number = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The first instant that is believed: 2000-01-01T00:00:00Z.</summary>
    public static DateTimeOffset First { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant that is not believed any more: 2100-01-01T00:00:00Z.</summary>
    public static DateTimeOffset End { get; } = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a time as a number.</summary>
    /// <param name="unix">
    /// Since 1970-01-01T00:00:00Z: ten digits of seconds, or milli-, micro- or nanoseconds; .NET's ticks; Windows' file
    /// time.
    /// </param>
    /// <param name="time">The instant in UTC, in whole milliseconds.</param>
    /// <returns>False where the instant is out of range.</returns>
    public static bool TryRead(long unix, out DateTimeOffset time)
    {
        if (unix < First.ToUnixTimeMilliseconds() || unix >= End.ToUnixTimeMilliseconds())
            return UnixTime.TryRead(unix, out time);
        time = DateTimeOffset.FromUnixTimeMilliseconds(unix);
        return true;
    }

    /// <summary>Reads a time from text; white space and quotes around it do not matter.</summary>
    /// <param name="text">
    /// A number, also with a fraction or an exponent, as some JSON writers spell a large one, or its digits in groups
    /// of three; digits of a date (<c>20261120233000</c>); ISO 8601; a date with the month as a word; .NET's
    /// <c>/Date(…)/</c>, JavaScript's <c>new Date(…)</c>, MongoDB's <c>ISODate("…")</c>; any of them once more
    /// percent-encoded. No offset means UTC. A date alone is no instant.
    /// </param>
    /// <param name="time">The instant in UTC, in whole milliseconds; finer digits are dropped.</param>
    /// <returns>False where there is no time in it, it has two readings, or it is out of range.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        text = text.Trim().Trim("\"'").Trim();
        time = default;
        if (text.Length is 0 or > LongestText)
            return false;
        if (text.Contains('%') && Uri.UnescapeDataString(text) is var plainText && !plainText.Contains('%'))
            return TryRead(plainText, out time);
        if (char.IsAsciiDigit(text[0]) && TryReadNumber(text, out time))
            return true;

        Span<char> plain = stackalloc char[LongestText];
        for (int i = 0; i < text.Length; i++)
            plain[i] = text[i] == '\u2212' ? '-' : char.IsWhiteSpace(text[i]) ? ' ' : text[i];
        return TryReadText(plain[..text.Length], out time) && IsBelieved(time);
    }

    /// <summary>Reads a time from UTF-8, with the same outcome as from text.</summary>
    /// <param name="utf8">The digits or the text as sent, unescaped.</param>
    /// <param name="time">The instant in UTC, in whole milliseconds.</param>
    /// <returns>False as from text.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        if (utf8.Length == 13 && Utf8Parser.TryParse(utf8, out long unix, out int read) && read == 13)
            return TryRead(unix, out time);

        time = default;
        Span<char> text = stackalloc char[LongestText];
        return utf8.Length <= LongestText && TryRead(text[..Encoding.UTF8.GetChars(utf8, text)], out time);
    }

    /// <summary>
    /// Whether a text that is no time says that there is none: <c>0000-00-00 00:00:00</c>, <c>0</c>, <c>N/A</c>, a tag
    /// that was not filled, or a date that stands for none (<c>0001-01-01</c>, <c>1970-01-01</c>, <c>9999-12-31</c>).
    /// </summary>
    /// <param name="utf8">
    /// A text that <see cref="TryRead(ReadOnlySpan{byte}, out DateTimeOffset)"/> did not read.
    /// </param>
    internal static bool IsPlaceholder(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOfAnyInRange((byte)'1', (byte)'9') < 0 || utf8.TrimStart((byte)' ').StartsWith("-"u8))
            return true;
        Span<char> text = stackalloc char[LongestText];
        return utf8.Length <= LongestText
            && TryReadText(text[..Encoding.UTF8.GetChars(utf8, text)].Trim(), out DateTimeOffset time)
            && !IsBelieved(time);
    }

    /// <summary>Whether an instant is in range.</summary>
    internal static bool IsBelieved(DateTimeOffset time) => time >= First && time < End;

    private static bool TryReadNumber(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        // A single comma behind ten digits or more can only be a decimal one.
        Span<char> number = stackalloc char[text.Length];
        text.CopyTo(number);
        if (text.IndexOf(',') is var comma and >= 10 && Digits.Count(text) == comma)
            number[comma] = '.';
        number = number[..WithoutGroups(number)];
        time = default;
        if (!decimal.TryParse(number, Number, CultureInfo.InvariantCulture, out decimal value))
            return false;
        return UnixTime.TryRead(value, out time)
            || (text.Length is 12 or 14 or 17 && Digits.Count(text) == text.Length
                && IsoInstant.TryReadDigits(text, out time) && IsBelieved(time));
    }

    // 1,795,217,400,000 is one number, whatever sign parts it; 2026.11.20 has no groups of three. Gives the length of
    // what is left.
    private static int WithoutGroups(Span<char> number)
    {
        int first = Digits.Count(number);
        if (first is 0 or > 3 || first == number.Length || number[first] is not (',' or '.' or '_' or ' ' or '\'')
            || number.Length < ShortestNumber || (number.Length - first) % 4 != 0)
            return number.Length;
        for (int at = first; at < number.Length; at += 4)
        {
            if (number[at] != number[first] || Digits.Count(number.Slice(at + 1, 3)) != 3)
                return number.Length;
        }

        int length = first;
        for (int at = first; at < number.Length; at += 4, length += 3)
            number.Slice(at + 1, 3).CopyTo(number[length..]);
        return length;
    }

    private static bool TryReadText(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        if (TryReadDateCall(text, out time))
            return true;

        // Java puts the zone's name in brackets behind the offset, JavaScript in parentheses, in the reader's own
        // language.
        int tail = text.IsEmpty
            ? -1
            : text[^1] switch { ')' => text.LastIndexOf('('), ']' => text.LastIndexOf('['), _ => -1 };
        if (tail <= 0)
            return TryReadInstant(text, default, out time);
        ReadOnlySpan<char> instant = text[..tail].TrimEnd();
        if (ZoneOffset.TryRead(text[(tail + 1)..^1], out ZoneOffset zone))
            return TryReadInstant(instant, zone, out time);

        // A name that says nothing does no harm where the text itself has an offset: then another default is no other
        // time.
        return TryReadInstant(instant, default, out time)
            && TryReadInstant(instant, new ZoneOffset(1), out DateTimeOffset other) && other == time;
    }

    private static bool TryReadInstant(ReadOnlySpan<char> text, ZoneOffset zone, out DateTimeOffset time) =>
        IsoInstant.TryRead(text, zone, out time) || NamedInstant.TryRead(text, zone, out time);

    // /Date(1795217400000+0100)/: the number is in UTC, the offset says where it was written.
    private static bool TryReadDateCall(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        text = text.Trim("/\\");
        int start = text.IndexOf('(');
        if (start < 0 || text[..start] is not ("Date" or "new Date" or "ISODate") || !text.EndsWith(')'))
            return false;
        text = text[(start + 1)..^1];
        if (text.StartsWith('"') || text.StartsWith('\''))
            return TryReadInstant(text.Trim("\"'"), default, out time);
        int digits = Digits.Count(text);
        return (digits == text.Length || (digits == text.Length - 5 && text[digits] is '+' or '-'))
            && long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out long unix)
            && TryRead(unix, out time);
    }
}
