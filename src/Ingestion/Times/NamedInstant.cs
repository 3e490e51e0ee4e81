using System.Buffers;

namespace Webhooks.Ingestion.Times;

/// <summary>
/// Reads an instant whose month is a word, in English: RFC 2822, HTTP, asctime, and what JavaScript, Java, Gson, Ruby
/// and web servers' logs write. Such a text has one reading, whatever the order: one word that is a month, one or two
/// digits for the day, four for the year (two where they come last), one time of day, and perhaps an offset.
/// </summary>
internal ref struct NamedInstant
{
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
            "december"];

    private static readonly string[] Fillers = ["at", "st", "nd", "rd", "th"];

    private static readonly string[] Weekdays =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private ReadOnlySpan<char> _rest;
    private int _year, _month, _day;
    private long _ticks;
    private ZoneOffset _zone;
    private bool _hasZone;

    /// <summary>Reads the text.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="zone">The offset where the text has none.</param>
    /// <param name="time">The instant in UTC, in whole milliseconds.</param>
    /// <returns>False where it is anything else.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, ZoneOffset zone, out DateTimeOffset time)
    {
        time = default;
        NamedInstant reading = new() { _rest = text, _ticks = -1, _zone = zone };
        while (!reading._rest.IsEmpty)
        {
            if (!reading.TryReadNext())
                return false;
        }

        return reading is { _year: > 0, _month: > 0, _day: > 0, _ticks: >= 0 }
            && reading._day <= DateTime.DaysInMonth(reading._year, reading._month)
            && reading._zone.TryToUtc(
            new DateTime(reading._year, reading._month, reading._day).Ticks + reading._ticks, out time);
    }

    private bool TryReadNext()
    {
        char next = _rest[0];
        if (char.IsAsciiDigit(next))
            return TryReadNumber();
        if (char.IsAsciiLetter(next))
            return TryReadWord();
        if (next is '+' or '-' && _ticks >= 0)
            return TryReadZone();
        _rest = _rest[1..];
        return next is ' ' or ',' or '/' or '-' or '.' or ':';
    }

    private bool TryReadNumber()
    {
        int length = Digits.Count(_rest);
        if (length <= 2 && _rest[length..].StartsWith(':'))
            return _ticks < 0 && ClockTime.TryRead(ref _rest, out _ticks);
        if (!Digits.TryRead(_rest, length, 1, 9999, out int value))
            return false;
        _rest = _rest[length..];
        if (length <= 2 && _day == 0 && value <= 31)
            _day = value;
        else if (length is 2 or 4 && _year == 0)
            _year = length == 4 ? value : 2000 + value;
        else
            return false;
        return true;
    }

    private bool TryReadWord()
    {
        int length = _rest.IndexOfAnyExcept(Letters);
        ReadOnlySpan<char> word = length < 0 ? _rest : _rest[..length];
        int month = _month == 0 ? IndexOf(Months, word) : -1;
        if (month < 0 && _month == 0 && word.Equals("sept", StringComparison.OrdinalIgnoreCase))
            month = 8;
        if (month >= 0)
            _month = month + 1;
        else if (IndexOf(Weekdays, word) < 0 && !IsFiller(word))
            return _ticks >= 0 && TryReadZone();
        _rest = _rest[word.Length..];
        return true;
    }

    // Behind an offset in digits its name adds nothing.
    private bool TryReadZone()
    {
        int end = _rest.IndexOfAny(' ', ',');
        ReadOnlySpan<char> text = end < 0 ? _rest : _rest[..end];
        bool isWord = char.IsAsciiLetter(text[0]);
        _rest = _rest[text.Length..];
        if (_hasZone)
            return isWord;
        _hasZone = true;
        return ZoneOffset.TryRead(text, out _zone);
    }

    private static bool IsFiller(ReadOnlySpan<char> word)
    {
        foreach (string filler in Fillers)
        {
            if (word.Equals(filler, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // Three letters or more of a name.
    private static int IndexOf(string[] names, ReadOnlySpan<char> word)
    {
        for (int i = 0; i < names.Length && word.Length >= 3; i++)
        {
            if (names[i].AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }
}
