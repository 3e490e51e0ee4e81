using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Webhooks.Ingestion;

/// <summary>
/// Reads the times that vendors send: Unix time as a number or as its digits in text, or ISO 8601. A Unix time from
/// 1,000,000,000 to 9,999,999,999 (ten digits) is in seconds, any other in milliseconds; as milliseconds, ten digits
/// would be a day of early 1970. Accepted are instants from <see cref="First"/> to before <see cref="End"/>; anything
/// else is no time, and the event gets the time of receipt (<see cref="TimeSources.Receipt"/>).
/// </summary>
public static class VendorTime
{
    private const int LongestText = 64;
    private const NumberStyles Number = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The first instant that is believed: 2000-01-01T00:00:00Z.</summary>
    public static DateTimeOffset First { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant that is not believed any more: 2100-01-01T00:00:00Z.</summary>
    public static DateTimeOffset End { get; } = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a Unix time.</summary>
    /// <param name="unix">Milliseconds, or ten digits of seconds, since 1970-01-01T00:00:00Z.</param>
    /// <param name="time">The instant in UTC, in whole milliseconds.</param>
    /// <returns>False where the instant is out of range.</returns>
    public static bool TryRead(long unix, out DateTimeOffset time)
    {
        long milliseconds = unix is >= 1_000_000_000 and <= 9_999_999_999 ? unix * 1000 : unix;
        bool believed = milliseconds >= First.ToUnixTimeMilliseconds() && milliseconds < End.ToUnixTimeMilliseconds();
        time = believed ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return believed;
    }

    /// <summary>Reads a time from text; white space around it does not matter.</summary>
    /// <param name="text">
    /// A Unix time (also with a fraction or an exponent, as some JSON writers spell a large number), or ISO 8601:
    /// <c>2022-09-25T14:23:23.123+02:00</c>, where a space may stand for the <c>T</c>, the seconds and their fraction
    /// may be absent, and no offset means UTC. A space in front of the offset's digits is read as the <c>+</c> that
    /// decoding a query turned into a space. A date alone is no instant.
    /// </param>
    /// <param name="time">The instant in UTC, in whole milliseconds; finer digits are dropped.</param>
    /// <returns>False where there is no time in it, or it is out of range.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        text = text.Trim();
        time = default;
        if (text.Length is 0 or > LongestText)
            return false;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long unix))
            return TryRead(unix, out time);
        if (decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out decimal number))
            return TryReadFraction(number, out time);
        return IsoInstant.TryRead(text, out time) && time >= First && time < End;
    }

    /// <summary>Reads a time from UTF-8, with the same outcome as from text.</summary>
    /// <param name="utf8">The digits or the text as sent, unescaped.</param>
    /// <param name="time">The instant in UTC, in whole milliseconds.</param>
    /// <returns>False where there is no time in it, or it is out of range.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        if (utf8.Length == 13 && Utf8Parser.TryParse(utf8, out long unix, out int read) && read == 13)
            return TryRead(unix, out time);

        time = default;
        Span<char> text = stackalloc char[LongestText];
        return utf8.Length <= LongestText
            && Ascii.ToUtf16(utf8, text, out int length) == OperationStatus.Done
            && TryRead(text[..length], out time);
    }

    private static bool TryReadFraction(decimal number, out DateTimeOffset time)
    {
        time = default;
        if (number is >= 1_000_000_000m and < 10_000_000_000m)
            number *= 1000;
        return number is >= 10_000_000_000m and < 10_000_000_000_000m && TryRead((long)number, out time);
    }
}
