using System.Globalization;

namespace Webhooks.Ingestion.Times;

/// <summary>
/// Reads a date in digits with a time of day, without a culture: ISO 8601 in extended and basic format, and what has
/// one reading beside it.
/// </summary>
internal static class IsoInstant
{
    private const int IsoDayLength = 10;

    /// <summary>
    /// Reads <c>2026-11-20</c> (also with <c>/</c> or <c>.</c>), <c>20261120</c>, <c>2026-324</c>, <c>2026-W47-5</c>,
    /// <c>20.11.2026</c>, or <c>20/11/2026</c> where it is clear which is the month; then <c>T</c>, a space or
    /// <c>_</c>, the time of day, and a <see cref="ZoneOffset"/>, which may be absent. DB2 parts day and time by a
    /// hyphen.
    /// </summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="zone">The offset where the text has none.</param>
    /// <param name="time">The instant in UTC, in whole milliseconds.</param>
    /// <returns>False where it is anything else, or has two readings.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, ZoneOffset zone, out DateTimeOffset time)
    {
        time = default;
        int end = IsParted(text) ? IsoDayLength : text.IndexOfAny("Tt ,_");
        if (end < 6 || !TryReadDay(text[..end], out DateTime day))
            return false;

        bool hasSeparator = text[end] is 'T' or 't';
        ReadOnlySpan<char> rest = text[(end + 1)..].TrimStart();
        int digits = Digits.Count(rest);
        bool isBasic = digits is 4 or 6 || (digits == 2 && hasSeparator && !rest[2..].StartsWith(':'));
        return (isBasic ? ClockTime.TryReadBasic(ref rest, out long ticks) : ClockTime.TryRead(ref rest, out ticks))
            && TryReadZone(rest.Trim(), ref zone)
            && zone.TryToUtc(day.Ticks + ticks, out time);
    }

    /// <summary>
    /// Reads digits alone: <c>yyyyMMddHHmm</c>, <c>yyyyMMddHHmmss</c> or <c>yyyyMMddHHmmssfff</c>, in UTC.
    /// </summary>
    public static bool TryReadDigits(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text,
            text.Length switch { 12 => "yyyyMMddHHmm", 14 => "yyyyMMddHHmmss", _ => "yyyyMMddHHmmssfff" },
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out time);

    // `2026-11-20-23.30.00`; two parts behind the hyphen may be an offset.
    private static bool IsParted(ReadOnlySpan<char> text) =>
        text.Length > 18 && text[4] == '-' && text[7] == '-' && text[IsoDayLength] == '-'
        && text[13] is '.' or ':' && text[16] == text[13];

    // `+0100 CET`, as Go writes it: the name adds nothing.
    private static bool TryReadZone(ReadOnlySpan<char> text, ref ZoneOffset zone)
    {
        if (text.IsEmpty || ZoneOffset.TryRead(text, out zone))
            return true;
        int space = text.IndexOf(' ');
        if (space < 0 || !ZoneOffset.TryRead(text[..space], out zone))
            return false;
        ReadOnlySpan<char> name = text[(space + 1)..];
        int monotonic = name.IndexOf("m=");
        name = (monotonic < 0 ? name : name[..monotonic]).Trim();
        return name.Length <= 5 && !name.Contains(':');
    }

    private static bool TryReadDay(ReadOnlySpan<char> text, out DateTime day)
    {
        day = default;
        if (text.Length == 8 && Digits.Count(text) == 8)
            return DateTime.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
        char separator = text[Math.Min(text.Length - 1, Digits.Count(text))];
        Span<Range> parts = stackalloc Range[4];
        int count = text.Split(parts, separator);
        if (Digits.Count(text) == 4)
        {
            return separator is '-' or '/' or '.' && count == 3 && text[parts[1]] is not ['W' or 'w', ..]
                ? TryMake(text[parts[0]], text[parts[1]], text[parts[2]], out day)
                : separator == '-' && TryReadOther(text, out day);
        }

        if (count != 3 || text[parts[2]].Length != 4)
            return false;
        bool isDayFirst = TryMake(text[parts[2]], text[parts[1]], text[parts[0]], out DateTime dayFirst);
        bool isMonthFirst = TryMake(text[parts[2]], text[parts[0]], text[parts[1]], out DateTime monthFirst);
        day = isDayFirst ? dayFirst : monthFirst;
        return separator switch
        {
            '.' => isDayFirst,
            '/' or '-' => isDayFirst != isMonthFirst || (isDayFirst && dayFirst == monthFirst),
            _ => false,
        };
    }

    // The 324th day of a year, or a week's fifth.
    private static bool TryReadOther(ReadOnlySpan<char> text, out DateTime day)
    {
        day = default;
        if (!Digits.TryRead(text, 4, 1, 9998, out int year))
            return false;
        ReadOnlySpan<char> rest = text[5..];
        if (rest.Length == 3 && Digits.TryRead(rest, 3, 1, DateTime.IsLeapYear(year) ? 366 : 365, out int number))
        {
            day = new DateTime(year, 1, 1).AddDays(number - 1);
            return true;
        }

        if (rest is not ['W' or 'w', _, _, '-', _]
            || !Digits.TryRead(rest[1..], 2, 1, ISOWeek.GetWeeksInYear(year), out int week)
            || !Digits.TryRead(rest[4..], 1, 1, 7, out int weekday))
            return false;
        day = ISOWeek.ToDateTime(year, week, (DayOfWeek)(weekday % 7));
        return true;
    }

    private static bool TryMake(
        ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day, out DateTime made)
    {
        made = default;
        if (year.Length != 4 || month.Length is 0 or > 2 || day.Length is 0 or > 2
            || !Digits.TryRead(year, 4, 1, 9999, out int y)
            || !Digits.TryRead(month, month.Length, 1, 12, out int m)
            || !Digits.TryRead(day, day.Length, 1, DateTime.DaysInMonth(y, m), out int d))
            return false;
        made = new DateTime(y, m, d);
        return true;
    }
}
