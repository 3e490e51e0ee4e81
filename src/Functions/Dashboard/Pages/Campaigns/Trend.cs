using System.Globalization;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>Events by day as the points of an SVG line.</summary>
internal static class Trend
{
    public const int Width = 80;
    public const int Height = 20;

    /// <summary>A number for each day, from 0 up to the highest.</summary>
    /// <param name="numbers">The numbers of the days that have any.</param>
    /// <param name="top">The number at the upper edge; null is the highest.</param>
    public static string Of(DayRange range, IReadOnlyDictionary<DateOnly, long> numbers, long? top = null)
    {
        double highest = Math.Max(1, top ?? numbers.Values.DefaultIfEmpty().Max());
        double step = (double)Width / Math.Max(1, range.Days - 1);
        return string.Join(' ', Enumerable.Range(0, range.Days).Select(index => string.Create(
            CultureInfo.InvariantCulture,
            $"{index * step:0.#},{Height - (NumberOf(index) / highest * Height):0.#}")));

        long NumberOf(int index) => numbers.GetValueOrDefault(range.From.AddDays(index));
    }
}
