using System.Globalization;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Dashboard;

/// <summary>Some days, in UTC, both ends included.</summary>
/// <param name="Today">The day that it is.</param>
public sealed record DayRange(DateOnly From, DateOnly To, DateOnly Today)
{
    public static readonly IReadOnlyList<int> Presets = [1, 7, 30, 90];

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>As many days, right before these.</summary>
    public DayRange Before => new(From.AddDays(-Days), From.AddDays(-1), Today);

    /// <summary>What an address says of it: a number of days up to today, or both ends.</summary>
    public IEnumerable<(string Name, string? Value)> Query => To == Today && Presets.Contains(Days)
        ? [("days", Days.ToString(CultureInfo.InvariantCulture))]
        : [("from", Display.Iso(From)), ("to", Display.Iso(To))];

    /// <summary>The last days, up to today.</summary>
    public static DayRange Last(int days, DateOnly today) => new(today.AddDays(1 - days), today, today);

    /// <summary>Reads it of an address; anything odd in it is the default.</summary>
    /// <param name="days">How many days where the address does not say.</param>
    /// <param name="maxDays">The most days; the first ones are left out beyond.</param>
    internal static DayRange Of(UrlEncoded query, DateTimeOffset now, int days, int maxDays)
    {
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        if (query.Day("day") is { } one)
            return new DayRange(one, one, today);
        if (query.Day("from") is null && query.Day("to") is null)
        {
            int asked = Presets.FirstOrDefault(
                preset => preset.ToString(CultureInfo.InvariantCulture) == query["days"], days);
            return Last(Math.Min(asked, maxDays), today);
        }

        DateOnly to = query.Day("to") ?? today;
        DateOnly from = query.Day("from") ?? to.AddDays(1 - days);
        if (from > to)
            (from, to) = (to, from);
        DateOnly first = to.AddDays(1 - maxDays);
        return new DayRange(from < first ? first : from, to, today);
    }
}
