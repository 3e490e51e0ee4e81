namespace Webhooks.Ingestion.Times;

/// <summary>Reads a time of day.</summary>
internal static class ClockTime
{
    /// <summary>
    /// Reads <c>23:30</c>, <c>23:30:00</c>, a fraction behind the seconds with a point or a comma, and <c>AM</c> or
    /// <c>PM</c> behind a space. <c>24:00:00</c> is the end of the day and <c>23:59:60</c> the second after, as ISO
    /// 8601 has them.
    /// </summary>
    /// <param name="text">Begins with the time; what follows it is left over.</param>
    /// <param name="ticks">Since midnight.</param>
    public static bool TryRead(ref ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        int hourLength = Digits.Count(text);
        if (hourLength is 0 or > 2 || !Digits.TryRead(text, hourLength, 0, 24, out int hour))
            return false;
        text = text[hourLength..];
        if (!TryReadPart(ref text, ":", 59, out int minute))
            return false;

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        if (text.StartsWith(':'))
        {
            if (!TryReadPart(ref text, ":", 60, out int second) || !TryReadFraction(ref text, out long fraction))
                return false;
            ticks += (second * TimeSpan.TicksPerSecond) + fraction;
        }

        return TryReadHalf(ref text, hour, ref ticks) && ticks <= TimeSpan.TicksPerDay;
    }

    /// <summary>
    /// Reads <c>2330</c>, <c>233000</c>, with a fraction behind the seconds: ISO 8601's basic format.
    /// </summary>
    public static bool TryReadBasic(ref ReadOnlySpan<char> text, out long ticks)
    {
        int length = Digits.Count(text);
        int minute = 0;
        int second = 0;
        long fraction = 0;
        ticks = 0;
        if (length is not (2 or 4 or 6)
            || !Digits.TryRead(text, 2, 0, 24, out int hour)
            || (length >= 4 && !Digits.TryRead(text[2..], 2, 0, 59, out minute))
            || (length == 6 && !Digits.TryRead(text[4..], 2, 0, 60, out second)))
            return false;
        text = text[length..];
        if (length == 6 && !TryReadFraction(ref text, out fraction))
            return false;
        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond)
            + fraction;
        return ticks <= TimeSpan.TicksPerDay;
    }

    private static bool TryReadPart(ref ReadOnlySpan<char> text, string before, int most, out int value)
    {
        value = 0;
        if (!text.StartsWith(before) || !Digits.TryRead(text[1..], 2, 0, most, out value))
            return false;
        text = text[3..];
        return true;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty || text[0] is not ('.' or ','))
            return true;
        int digits = Digits.Count(text[1..]);
        // A comma may also part the time from what follows it.
        if (digits == 0)
            return text[0] == ',';
        long unit = TimeSpan.TicksPerSecond;
        foreach (char digit in text.Slice(1, digits))
            ticks += (digit - '0') * (unit /= 10);
        text = text[(digits + 1)..];
        return true;
    }

    private static bool TryReadHalf(ref ReadOnlySpan<char> text, int hour, ref long ticks)
    {
        ReadOnlySpan<char> half = text.TrimStart();
        bool isMorning = half.StartsWith("AM", StringComparison.OrdinalIgnoreCase);
        if (!isMorning && !half.StartsWith("PM", StringComparison.OrdinalIgnoreCase))
            return true;
        if (hour is 0 or > 12 || (half.Length > 2 && char.IsAsciiLetter(half[2])))
            return false;
        int hours = (isMorning, hour) switch { (true, 12) => -12, (false, < 12) => 12, _ => 0 };
        ticks += hours * TimeSpan.TicksPerHour;
        text = half[2..];
        return true;
    }
}
