using System.Globalization;

namespace Webhooks.Storage.Events;

/// <summary>The keys of a row of <c>Events</c>.</summary>
/// <param name="Partition"><c>{vendor}_{yyyyMMdd}</c> of the event's time.</param>
/// <param name="Row"><c>{HHmmssfff}_{EventId}</c>.</param>
public readonly record struct EventKey(string Partition, string Row)
{
    /// <summary>The hour that the event is counted in.</summary>
    public TouchedHour Hour
    {
        get
        {
            int underscore = Partition.LastIndexOf('_');
            return new TouchedHour(
                Partition[..underscore],
                DateOnly.ParseExact(Partition.AsSpan(underscore + 1), "yyyyMMdd", CultureInfo.InvariantCulture),
                int.Parse(Row.AsSpan(0, 2), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>When the event happened: UTC, whole milliseconds.</summary>
    public DateTimeOffset OccurredAt => new(
        DateTime.ParseExact(
            string.Concat(Partition.AsSpan(Partition.LastIndexOf('_') + 1), Row.AsSpan(0, 9)),
            "yyyyMMddHHmmssfff",
            CultureInfo.InvariantCulture),
        TimeSpan.Zero);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">Partition and row with a slash between them, which no key can hold.</param>
    /// <returns>The keys.</returns>
    public static EventKey Parse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return new EventKey(text[..slash], text[(slash + 1)..]);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Partition}/{Row}";
}
