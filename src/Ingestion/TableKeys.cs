using System.Globalization;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion;

/// <summary>
/// Keys of the tables <c>Events</c> and <c>Deliveries</c>: readable in Storage Explorer and sorted by time.
/// </summary>
public static class TableKeys
{
    /// <summary>The partition of a vendor's day; the first of them where it is spread over several.</summary>
    /// <param name="time">Any time of the day, in UTC.</param>
    /// <returns><c>{vendor}_{yyyyMMdd}</c>.</returns>
    public static string Partition(string vendor, DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{vendor}_{time.UtcDateTime:yyyyMMdd}");

    /// <summary>The row of an event in its day's partition.</summary>
    /// <returns>
    /// <c>{HHmmssfff}_{EventId}</c>, with the time that makes its id: <see cref="EventTime.FiledAt"/>.
    /// </returns>
    public static string Row(EngagementEvent engagement) =>
        Row(new EventTime(engagement.OccurredAt, engagement.TimeSource, engagement.UndatedId is not null).FiledAt,
            engagement.EventId);

    /// <summary>The row of something that happened at a time.</summary>
    /// <param name="time">The time, in UTC.</param>
    /// <returns><c>{HHmmssfff}_{id}</c>.</returns>
    public static string Row(DateTimeOffset time, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:HHmmssfff}_{id}");
}
