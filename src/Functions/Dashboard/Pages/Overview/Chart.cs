using System.Globalization;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>
/// One vendor's days as stacked bars: inline SVG that stretches, its labels in HTML so that they stay readable on a
/// phone. Its text alternative says the total, the highest day and the latest; the table below the charts says
/// everything.
/// </summary>
internal static class Chart
{
    private const int Slot = 10;
    private const int Gap = 2;
    private const double Height = 100;

    private static readonly int[] GridLines = [0, 50, 100];

    public static Html Of(OverviewQuery query, string vendor, IReadOnlyCollection<DailyCount> counts, Series series)
    {
        (DateOnly from, DateOnly to) = (query.From, query.Today);
        string name = query.Vendors.DisplayNameOf(vendor);
        int days = to.DayNumber - from.DayNumber + 1;
        ILookup<DateOnly, DailyCount> byDay = counts.ToLookup(count => count.Day);
        long[] totals =
            [.. Enumerable.Range(0, days).Select(day => byDay[from.AddDays(day)].Sum(count => count.Count))];
        long top = Ceiling(totals.Max());
        int width = days * Slot;
        return Html.Of($"""
            <figure class="chart" data-vendor="{vendor}">
            <figcaption><h3>{name}</h3><span class="note">{Display.Number(totals.Sum())} events</span></figcaption>
            <div class="plot">
            <div class="y" aria-hidden="true">
            <span>{Short(top)}</span><span>{(top > 1 ? Short(top / 2) : "")}</span><span>0</span></div>
            <svg viewBox="0 0 {width} {Height}" preserveAspectRatio="none" role="img"
              aria-label="{Summary(name, from, to, totals)}">
            {GridLines.Select(y => Html.Of($"""<line class="grid" x1="0" x2="{width}" y1="{y}" y2="{y}"/>"""))}
            {Enumerable.Range(0, days).Select(day =>
                Bar(from.AddDays(day), day, byDay[from.AddDays(day)], totals[day], top, series))}
            </svg>
            <div class="x" aria-hidden="true"><span>{Display.Day(from)}</span>
            <span>{Display.Day(from.AddDays(days / 2))}</span><span>{Display.Day(to)}</span></div>
            </div>
            </figure>
            """);
    }

    private static Html Bar(
        DateOnly day, int index, IEnumerable<DailyCount> counts, long total, long top, Series series)
    {
        var parts = series.Group(counts).ToList();
        string title = string.Join("\n", parts.Select(part => $"{part.Name}: {Display.Number(part.Count)}")
            .Prepend($"{day:yyyy-MM-dd}: {Display.Number(total)}"));
        int x = index * Slot;
        double y = Height;
        List<Html> bars = [];
        foreach ((_, int colour, long count) in parts)
        {
            double height = count * Height / top;
            y -= height;
            bars.Add(Html.Of($"""
                <rect class="c{colour}" x="{x + (Gap / 2)}" y="{y:0.###}" width="{Slot - Gap}" height="{height:0.###}"/>
                """));
        }

        return Html.Of($"""
            <g class="day" data-day="{day:yyyy-MM-dd}" data-count="{total}"><title>{title}</title>
            <rect class="hit" x="{x}" y="0" width="{Slot}" height="{Height}"/>{bars}</g>

            """);
    }

    private static string Summary(string name, DateOnly from, DateOnly to, long[] totals)
    {
        int highest = Array.IndexOf(totals, totals.Max());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, events by day from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}: {Display.Number(totals.Sum())} in all, "
            + $"most on {from.AddDays(highest):yyyy-MM-dd} with {Display.Number(totals[highest])}, "
            + $"{Display.Number(totals[^1])} on the last day. The table below has the numbers.");
    }

    // The next even number of one or two digits, and zeros.
    private static long Ceiling(long value)
    {
        long unit = 1;
        while (value > unit * 20)
            unit *= 10;
        return Math.Max(2, (value + (2 * unit) - 1) / (2 * unit) * 2 * unit);
    }

    private static string Short(long value)
    {
        (double number, string unit) = value switch
        {
            >= 1_000_000 => (value / 1e6, "M"),
            >= 10_000 => (value / 1e3, "k"),
            _ => (value, ""),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number:#,0.#}{unit}");
    }
}
