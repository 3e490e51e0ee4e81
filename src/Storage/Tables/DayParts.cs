using System.Globalization;

namespace Webhooks.Storage.Tables;

/// <summary>
/// Over how many partitions of <c>Events</c> and of <c>Deliveries</c> a vendor's day is spread, and in which of them a
/// row is: by its day and its id alone, whoever asks.
/// </summary>
public sealed class DayParts
{
    /// <summary>The most partitions of a vendor's day.</summary>
    public const int Most = 64;

    /// <summary>Each day is one partition.</summary>
    public static DayParts One { get; } = new([]);

    private const int Digits = 4; // of an id: enough for any number of parts to get the same share

    private readonly (DateOnly From, int Parts)[] _entries;

    /// <param name="entries">From which day on there are how many, 1 to <see cref="Most"/>; before the first 1.</param>
    public DayParts(IEnumerable<(DateOnly From, int Parts)> entries)
    {
        _entries = [.. entries.OrderByDescending(entry => entry.From)];
        IsOne = Array.TrueForAll(_entries, entry => entry.Parts == 1);
    }

    /// <summary>Whether each day is one partition.</summary>
    internal bool IsOne { get; }

    /// <summary>How many partitions each vendor has on a day.</summary>
    public int Of(DateOnly day)
    {
        foreach ((DateOnly from, int parts) in _entries)
        {
            if (day >= from)
                return parts;
        }

        return 1;
    }

    /// <summary>All partitions of a vendor's day.</summary>
    public IEnumerable<string> PartitionsOf(VendorDay day) => Enumerable.Range(0, Of(day.Day)).Select(day.Partition);

    /// <summary>The partition of a row.</summary>
    /// <param name="id">The event's or delivery's id, which ends with hex digits that are as good as random.</param>
    public string PartitionOf(VendorDay day, string id)
    {
        int parts = Of(day.Day);
        return day.Partition(parts == 1 ? 0 : NumberOf(id) % parts);
    }

    // What is no hex digit, in an id that somebody made up, counts as none.
    private static int NumberOf(string id)
    {
        int number = 0;
        foreach (char c in id.AsSpan(Math.Max(0, id.Length - Digits)))
        {
            bool isDigit = int.TryParse(
                [c], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int digit);
            number = (number * 16) + (isDigit ? digit : 0);
        }

        return number;
    }
}
