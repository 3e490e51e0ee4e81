using System.Globalization;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>Events by day as the points of an SVG line.</summary>
internal static class Trend
{
    public const int Width = 80;
    public const int Height = 20;

    /// <summary>A number for each day, from 0 up to the highest.</summary>
    /// <param name="top">The number at the upper edge; null is the highest.</param>
    public static string Of(DayRange range, IEnumerable<DailyCount> counts, long? top = null)
    {
        Dictionary<DateOnly, long> days = ByDay(counts);
        double highest = Math.Max(1, top ?? days.Values.DefaultIfEmpty().Max());
        double step = (double)Width / Math.Max(1, range.Days - 1);
        return string.Join(' ', Enumerable.Range(0, range.Days).Select(index => string.Create(
            CultureInfo.InvariantCulture,
            $"{index * step:0.#},{Height - (NumberOf(index) / highest * Height):0.#}")));

        long NumberOf(int index) => days.GetValueOrDefault(range.From.AddDays(index));
    }

    /// <summary>The numbers of the days that have any.</summary>
    public static Dictionary<DateOnly, long> ByDay(IEnumerable<DailyCount> counts) =>
        counts.GroupBy(count => count.Day).ToDictionary(day => day.Key, day => day.Sum(count => count.Count));
}
