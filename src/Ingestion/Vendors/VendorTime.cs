using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Webhooks.Ingestion.Vendors;

/// <summary>
/// Reads the times that vendors send: epoch milliseconds or seconds, as a number or a numeric text, or ISO 8601 with an
/// offset. Accepted are 2000 to 2099; in that range no count of seconds can be taken for one of milliseconds. A text
/// without an offset names no instant, so it is no time.
/// </summary>
public static class VendorTime
{
    private const int LongestText = 64;

    private static readonly long Earliest = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long End = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static readonly string[] IsoFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz"];

    /// <summary>Reads a time.</summary>
    /// <param name="text">The digits or the text as sent.</param>
    /// <param name="time">UTC, whole milliseconds; what is finer is cut off.</param>
    /// <returns>False where it is no time, or one outside 2000 to 2099.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        text = text.Trim();
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
            return TryReadNumber(decimal.Floor(number), number, out time);
        return TryReadIso(text, out time);
    }

    /// <summary>Reads a time from UTF-8.</summary>
    /// <param name="utf8">The digits or the text as sent, unescaped.</param>
    /// <param name="time">UTC, whole milliseconds; what is finer is cut off.</param>
    /// <returns>False where it is no time, or one outside 2000 to 2099.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        if (utf8.Length == 13 && Utf8Parser.TryParse(utf8, out long milliseconds, out int read) && read == 13)
            return TryFromMilliseconds(milliseconds, out time);

        time = default;
        Span<char> text = stackalloc char[LongestText];
        return utf8.Length is > 0 and <= LongestText
            && Ascii.ToUtf16(utf8, text, out int written) == System.Buffers.OperationStatus.Done
            && TryRead(text[..written], out time);
    }

    private static bool TryReadNumber(decimal whole, decimal number, out DateTimeOffset time)
    {
        time = default;
        if (whole < 0 || whole >= End)
            return false;
        return number < End / 1_000
            ? TryFromMilliseconds((long)(number * 1_000), out time)
            : TryFromMilliseconds((long)whole, out time);
    }

    private static bool TryFromMilliseconds(long milliseconds, out DateTimeOffset time)
    {
        bool inRange = milliseconds >= Earliest && milliseconds < End;
        time = inRange ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return inRange;
    }

    private static bool TryReadIso(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is < 17 or > LongestText || text[10] is not ('T' or 't' or ' '))
            return false;

        Span<char> iso = stackalloc char[LongestText + 6];
        int length = Normalize(text, iso);
        return DateTimeOffset.TryParseExact(iso[..length], IsoFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset exact)
            && TryFromMilliseconds(exact.ToUnixTimeMilliseconds(), out time);
    }

    // "2026-01-15 10:20:30,123456789+0530" to "2026-01-15T10:20:30.1234567+05:30".
    private static int Normalize(ReadOnlySpan<char> text, Span<char> iso)
    {
        int offset = text[16..].IndexOfAny("Zz+-") + 16;
        ReadOnlySpan<char> time = offset < 16 ? text : text[..offset].TrimEnd();
        ReadOnlySpan<char> zone = offset < 16 ? [] : text[offset..];
        if (time.Length > 27)
            time = time[..27];
        time.CopyTo(iso);
        iso[10] = 'T';
        iso[..time.Length].Replace(',', '.');
        Span<char> rest = iso[time.Length..];
        if (zone is "Z" or "z")
            zone = "+00:00";
        else if (zone.Length == 5)
            zone = $"{zone[..3]}:{zone[3..]}";
        else if (zone.Length == 3)
            zone = $"{zone}:00";
        zone.CopyTo(rest);
        return time.Length + zone.Length;
    }
}
