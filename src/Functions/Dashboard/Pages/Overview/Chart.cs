using System.Globalization;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>One vendor's days as stacked bars.</summary>
/// <param name="Top">The number at the upper edge.</param>
public sealed record Chart(
    string Vendor, string Name, DayRange Range, long Top, long Total, string Summary, IReadOnlyList<Chart.Day> Days)
{
    public const int Slot = 10;
    public const int Gap = 2;
    public const double Height = 100;

    public static readonly IReadOnlyList<int> GridLines = [0, 50, 100];

    public int Width => Days.Count * Slot;

    public static Chart Of(OverviewQuery query, string vendor, IReadOnlyCollection<DailyCount> counts, Series series)
    {
        DayRange range = query.Range;
        ILookup<DateOnly, DailyCount> byDay = counts.ToLookup(count => count.Day);
        DateOnly[] days = [.. Enumerable.Range(0, range.Days).Select(range.From.AddDays)];
        long[] totals = [.. days.Select(day => byDay[day].Sum(count => count.Count))];
        long top = Ceiling(totals.Max());
        string name = query.Vendors.DisplayNameOf(vendor);
        return new Chart(
            vendor,
            name,
            range,
            top,
            totals.Sum(),
            Summarize(name, range, totals),
            [.. days.Select((day, index) => DayOf(day, byDay[day], totals[index], top, series))]);
    }

    /// <summary>A number as the axis has it.</summary>
    public static string Axis(long value)
    {
        (double number, string unit) = value switch
        {
            >= 1_000_000 => (value / 1e6, "M"),
            >= 10_000 => (value / 1e3, "k"),
            _ => (value, ""),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number:#,0.#}{unit}");
    }

    private static Day DayOf(DateOnly day, IEnumerable<DailyCount> counts, long total, long top, Series series)
    {
        double y = Height;
        List<Bar> bars = [];
        string title = $"{Display.Iso(day)}: {Display.Number(total)}";
        foreach ((string name, int colour, long count) in series.Group(counts))
        {
            double height = count * Height / top;
            y -= height;
            title += $"\n{name}: {Display.Number(count)}";
            bars.Add(new Bar(colour, Text(y), Text(height)));
        }

        return new Day(day, total, title, bars);
    }

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Summarize(string name, DayRange range, long[] totals)
    {
        int highest = Array.IndexOf(totals, totals.Max());
        return $"{name}, events by day from {Display.Iso(range.From)} to {Display.Iso(range.To)}: "
            + $"{Display.Number(totals.Sum())} in all, most on {Display.Iso(range.From.AddDays(highest))} with "
            + $"{Display.Number(totals[highest])}, {Display.Number(totals[^1])} on the last day. "
            + "The table below has the numbers.";
    }

    // The next even number of one or two digits, and zeros.
    private static long Ceiling(long value)
    {
        long unit = 1;
        while (value > unit * 20)
            unit *= 10;
        return Math.Max(2, (value + (2 * unit) - 1) / (2 * unit) * 2 * unit);
    }

    /// <summary>A day's bars.</summary>
    public sealed record Day(DateOnly Date, long Total, string Title, IReadOnlyList<Bar> Bars);

    /// <summary>A part of a day's bar; places as SVG has them.</summary>
    public sealed record Bar(int Colour, string Y, string Height);
}
