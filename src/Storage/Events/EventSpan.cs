using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Events;

/// <summary>
/// Where the events of one day of a delivery lie: from the first of them to the last, in each of the day's partitions.
/// A delivery of many events keeps these in place of their keys.
/// </summary>
/// <param name="DayKey">As <see cref="EventKey.DayKey"/>.</param>
/// <param name="From">The first row's key.</param>
/// <param name="To">The last row's key.</param>
public readonly record struct EventSpan(string DayKey, string From, string To)
{
    /// <summary>All the rows between them.</summary>
    internal IEnumerable<KeyRange> RangesIn(DayParts parts)
    {
        (string from, string below) = (From, KeyRange.After(To));
        return parts.PartitionsOf(new EventKey(DayKey, From).Day)
            .Select(partition => new KeyRange(partition, from, below));
    }

    /// <summary>A key in each hour from the first to the last.</summary>
    internal IEnumerable<EventKey> Hours()
    {
        int last = new EventKey(DayKey, To).Hour.Hour;
        for (int hour = new EventKey(DayKey, From).Hour.Hour; hour <= last; hour++)
            yield return new EventKey(DayKey, string.Create(CultureInfo.InvariantCulture, $"{hour:00}"));
    }

    /// <summary>Makes a span wider, so that a key lies in it.</summary>
    /// <param name="spans">The spans, by their days.</param>
    /// <param name="from">The key, or the first key of a span.</param>
    /// <param name="to">The same key, or the last of the span.</param>
    internal static void Widen(Dictionary<string, EventSpan> spans, EventKey from, string to)
    {
        if (!spans.TryGetValue(from.DayKey, out EventSpan span))
            span = new EventSpan(from.DayKey, from.Row, to);
        if (string.CompareOrdinal(from.Row, span.From) < 0)
            span = span with { From = from.Row };
        if (string.CompareOrdinal(to, span.To) > 0)
            span = span with { To = to };
        spans[from.DayKey] = span;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out EventSpan span)
    {
        span = default;
        string[] parts = text.Split('/');
        if (parts.Length != 3
            || !EventKey.TryParse($"{parts[0]}/{parts[1]}", out _)
            || !EventKey.TryParse($"{parts[0]}/{parts[2]}", out _))
            return false;
        span = new EventSpan(VendorDay.WithoutPart(parts[0]), parts[1], parts[2]);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DayKey}/{From}/{To}");
}

/// <summary>Which events a large delivery has.</summary>
/// <param name="Count">How many; of repeats that lie close together one.</param>
/// <param name="Spans">Where they lie, one a day; other deliveries' events lie between them.</param>
public sealed record ManyEvents(int Count, IReadOnlyList<EventSpan> Spans)
{
    /// <summary>None.</summary>
    public static ManyEvents None { get; } = new(0, []);
}
