using System.Collections.Frozen;

namespace Webhooks.Ingestion.Times;

/// <summary>How far local time is from UTC, as a text says.</summary>
/// <param name="Minutes">East of UTC; 0 where <paramref name="Zone"/> knows.</param>
/// <param name="Zone">A zone of the tz database, or null.</param>
internal readonly record struct ZoneOffset(int Minutes, TimeZoneInfo? Zone = null)
{
    private const int LongestName = 40;

    // Those that mean one offset; CST, IST and BST mean several.
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Abbreviations =
        new Dictionary<int, string>
        {
            [0] = "Z UTC UT GMT UCT ZULU WET",
            [60] = "WEST CET MEZ",
            [120] = "CEST MESZ EET",
            [180] = "EEST MSK",
            [540] = "JST",
            [600] = "AEST",
            [660] = "AEDT",
            [720] = "NZST",
            [780] = "NZDT",
            [-240] = "EDT",
            [-300] = "EST",
            [-360] = "MDT",
            [-420] = "MST PDT",
            [-480] = "PST",
        }
        .SelectMany(offset => offset.Value.Split(' ').Select(name => (name, offset.Key)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Key, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Reads <c>Z</c>, <c>+02:00</c>, <c>-0430</c>, <c>+02</c>, <c>GMT+1</c>, an abbreviation that means one offset, or
    /// a name like <c>Europe/Berlin</c>. Digits without a sign are east: decoding a query turns <c>+</c> into a space.
    /// </summary>
    /// <param name="text">The text, without white space around it.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out ZoneOffset offset)
    {
        offset = default;
        if (text.IsEmpty)
            return false;
        if (Abbreviations.TryGetValue(text, out int minutes))
        {
            offset = new ZoneOffset(minutes);
            return true;
        }

        bool isUtc = text.StartsWith("GMT", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("UTC", StringComparison.OrdinalIgnoreCase);
        ReadOnlySpan<char> digits = isUtc ? text[3..].TrimStart() : text;
        if (digits.IsEmpty || !(digits[0] is '+' or '-' || (!isUtc && char.IsAsciiDigit(digits[0]))))
            return TryFind(text, out offset);
        if (!TryReadMinutes(digits, isUtc, out minutes))
            return false;
        offset = new ZoneOffset(minutes);
        return true;
    }

    /// <summary>The instant of a local time.</summary>
    /// <param name="localTicks">Ticks of the local clock.</param>
    /// <param name="time">In UTC, in whole milliseconds.</param>
    /// <returns>False where the clock showed that twice or never, or the instant is out of range.</returns>
    public bool TryToUtc(long localTicks, out DateTimeOffset time)
    {
        time = default;
        if (localTicks < 0 || localTicks > DateTime.MaxValue.Ticks)
            return false;

        long ticks = localTicks - (Minutes * TimeSpan.TicksPerMinute);
        if (Zone is not null)
        {
            DateTime local = new(localTicks);
            if (Zone.IsInvalidTime(local) || Zone.IsAmbiguousTime(local))
                return false;
            ticks = localTicks - Zone.GetUtcOffset(local).Ticks;
        }

        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            return false;
        time = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return true;
    }

    private static bool TryReadMinutes(ReadOnlySpan<char> text, bool mayBeShort, out int minutes)
    {
        int sign = text[0] == '-' ? -1 : 1;
        text = text[0] is '+' or '-' ? text[1..] : text;
        minutes = 0;
        int minute = 0;
        int hourLength = mayBeShort && (text.Length == 1 || (text.Length > 1 && text[1] == ':')) ? 1 : 2;
        if (!Digits.TryRead(text, hourLength, 0, 23, out int hour))
            return false;
        text = text[hourLength..];
        bool hasColon = text.StartsWith(':');
        text = hasColon ? text[1..] : text;
        if (text.IsEmpty ? hasColon : text.Length != 2 || !Digits.TryRead(text, 2, 0, 59, out minute))
            return false;
        minutes = sign * ((hour * 60) + minute);
        return true;
    }

    // Only what looks like such a name is looked up: the database is files.
    private static bool TryFind(ReadOnlySpan<char> name, out ZoneOffset offset)
    {
        offset = default;
        bool isName = name.Length <= LongestName && name.IndexOf('/') > 0 && char.IsAsciiLetter(name[0]);
        foreach (char c in name)
            isName = isName && (char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
        if (!isName || !TimeZoneInfo.TryFindSystemTimeZoneById(name.ToString(), out TimeZoneInfo? zone))
            return false;
        offset = new ZoneOffset(0, zone);
        return true;
    }
}
