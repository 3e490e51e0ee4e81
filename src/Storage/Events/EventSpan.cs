using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Webhooks.Storage.Keys;

namespace Webhooks.Storage.Events;

/// <summary>
/// Where the events of one day of a delivery lie: from the first of them in the day's partition to the last. A delivery
/// of many events keeps these in place of their keys.
/// </summary>
/// <param name="Partition">As <see cref="EventKey.Partition"/>.</param>
/// <param name="From">The first row's key.</param>
/// <param name="To">The last row's key.</param>
public readonly record struct EventSpan(string Partition, string From, string To)
{
    /// <summary>All the rows between them.</summary>
    internal KeyRange Range => new(Partition, From, KeyRange.After(To));

    /// <summary>A key in each hour from the first to the last.</summary>
    internal IEnumerable<EventKey> Hours()
    {
        int last = new EventKey(Partition, To).Hour.Hour;
        for (int hour = new EventKey(Partition, From).Hour.Hour; hour <= last; hour++)
            yield return new EventKey(Partition, string.Create(CultureInfo.InvariantCulture, $"{hour:00}"));
    }

    /// <summary>Makes a span wider, so that a key lies in it.</summary>
    /// <param name="spans">The spans, by their partitions.</param>
    /// <param name="from">The key, or the first key of a span.</param>
    /// <param name="to">The same key, or the last of the span.</param>
    internal static void Widen(Dictionary<string, EventSpan> spans, EventKey from, string to)
    {
        if (!spans.TryGetValue(from.Partition, out EventSpan span))
            span = new EventSpan(from.Partition, from.Row, to);
        if (string.CompareOrdinal(from.Row, span.From) < 0)
            span = span with { From = from.Row };
        if (string.CompareOrdinal(to, span.To) > 0)
            span = span with { To = to };
        spans[from.Partition] = span;
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
        span = new EventSpan(parts[0], parts[1], parts[2]);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Partition}/{From}/{To}");
}
