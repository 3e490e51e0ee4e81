using System.Globalization;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>
/// The most frequent types, each with its colour, the same on all charts of a page; the rest are one more.
/// </summary>
public sealed class Series
{
    private const int Colours = 7; // and grey for the rest

    private readonly List<string> _types;
    private readonly int _others;

    public Series(IEnumerable<DailyCount> counts)
    {
        List<string> types = [.. counts.GroupBy(count => count.Type)
            .OrderByDescending(type => type.Sum(count => count.Count))
            .ThenBy(type => type.Key, StringComparer.Ordinal)
            .Select(type => type.Key)];
        // One type more than colours gets the grey to itself.
        _types = types.Count == Colours + 1 ? types : [.. types.Take(Colours)];
        _others = types.Count - _types.Count;
    }

    /// <summary>A type's colour.</summary>
    public int ColourOf(string type) => _types.IndexOf(type) is >= 0 and var index ? index : Colours;

    /// <summary>A day's counts by colour, from the most frequent type up.</summary>
    public IEnumerable<(string Name, int Colour, long Count)> Group(IEnumerable<DailyCount> counts) =>
        counts.GroupBy(count => ColourOf(count.Type)).OrderBy(group => group.Key)
            .Select(group => (Name(group.Key), group.Key, group.Sum(count => count.Count)));

    /// <summary>What the colours mean.</summary>
    public IEnumerable<(string Name, int Colour)> Legend =>
        Enumerable.Range(0, _types.Count + Math.Min(_others, 1)).Select(colour => (Name(colour), colour));

    private string Name(int colour) => colour < _types.Count
        ? Display.Type(_types[colour])
        : string.Create(CultureInfo.InvariantCulture, $"{_others} other types");
}
