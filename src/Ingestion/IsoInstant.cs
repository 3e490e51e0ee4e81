using System.Globalization;

namespace Webhooks.Ingestion;

/// <summary>Reads an instant in ISO 8601, without a culture and without guessing.</summary>
internal static class IsoInstant
{
    /// <summary>Reads <c>yyyy-MM-dd</c>, <c>T</c> or a space, <c>HH:mm</c>, and optionally seconds, fraction, offset.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="time">The instant in UTC, in whole milliseconds.</param>
    /// <returns>False where it is anything else.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < 16 || text[10] is not ('T' or 't' or ' '))
            return false;
        if (!DateTime.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day)
            || text[13] != ':' || !TryReadPair(text[11..], 23, out int hour) || !TryReadPair(text[14..], 59, out int minute))
            return false;

        ReadOnlySpan<char> rest = text[16..];
        if (!TryReadSeconds(ref rest, out long ticks) || !TryReadOffset(rest, out int offsetMinutes))
            return false;

        ticks += day.Ticks + (hour * TimeSpan.TicksPerHour) + ((minute - offsetMinutes) * TimeSpan.TicksPerMinute);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            return false;
        time = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return true;
    }

    private static bool TryReadSeconds(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest.IsEmpty || rest[0] != ':')
            return true;
        if (!TryReadPair(rest[1..], 59, out int seconds))
            return false;

        ticks = seconds * TimeSpan.TicksPerSecond;
        rest = rest[3..];
        if (rest.IsEmpty || rest[0] is not ('.' or ','))
            return true;

        int digits = 1;
        for (long unit = TimeSpan.TicksPerSecond / 10; digits < rest.Length && char.IsAsciiDigit(rest[digits]); unit /= 10)
            ticks += (rest[digits++] - '0') * unit;
        rest = rest[digits..];
        return digits > 1;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> rest, out int minutes)
    {
        minutes = 0;
        rest = rest.TrimStart();
        if (rest.IsEmpty || rest is "Z" or "z")
            return true;

        int sign = rest[0] == '-' ? -1 : 1;
        if (rest[0] is '+' or '-')
            rest = rest[1..];
        if (!TryReadPair(rest, 23, out int hours))
            return false;

        ReadOnlySpan<char> minuteText = rest.Length > 2 && rest[2] == ':' ? rest[3..] : rest[2..];
        int minute = 0;
        if (minuteText.Length != 0 && (minuteText.Length != 2 || !TryReadPair(minuteText, 59, out minute)))
            return false;
        minutes = sign * ((hours * 60) + minute);
        return rest.Length != 3;
    }

    private static bool TryReadPair(ReadOnlySpan<char> text, int most, out int value)
    {
        value = 0;
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
            return false;
        value = ((text[0] - '0') * 10) + (text[1] - '0');
        return value <= most;
    }
}
