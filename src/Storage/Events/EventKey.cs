using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Events;

/// <summary>
/// What an event is known by, wherever it is named: its day and its row of <c>Events</c>. In which of the day's
/// partitions the row is, says <see cref="PartitionIn"/>.
/// </summary>
/// <param name="DayKey">The vendor's day that it happened on, as <see cref="VendorDay"/> writes it.</param>
/// <param name="Row"><c>{HHmmssfff}_{EventId}</c>; zeros where the event has a day and no time of its own.</param>
public readonly record struct EventKey(string DayKey, string Row)
{
    private const string TimeFormat = "HHmmssfff";

    /// <summary>The vendor's day.</summary>
    public VendorDay Day => VendorDay.TryParse(DayKey, out VendorDay day)
        ? day
        : throw new FormatException("It is no event's day.");

    /// <summary>The hour that the event is counted in.</summary>
    public TouchedHour Hour =>
        new(Day.Vendor, Day.Day, int.Parse(Row.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>When the event happened, as far as its keys say: UTC, whole milliseconds.</summary>
    public DateTimeOffset OccurredAt => Day.Start + TimeOf(Row)!.Value;

    /// <summary>The event's id.</summary>
    public string EventId => Row[(TimeFormat.Length + 1)..];

    /// <summary>The key of an event.</summary>
    public static EventKey Of(EngagementEvent engagement) => new(
        TableKeys.Partition(engagement.Vendor, engagement.OccurredAt),
        TableKeys.Row(engagement));

    /// <summary>The key of the event that is in a row.</summary>
    public static EventKey Of(ITableEntity row) => new(VendorDay.WithoutPart(row.PartitionKey), row.RowKey);

    /// <summary>The partition that the event's row is in.</summary>
    /// <param name="parts">Over how many partitions its day is spread.</param>
    public string PartitionIn(DayParts parts) =>
        parts.IsOne || !VendorDay.TryParse(DayKey, out VendorDay day) ? DayKey : parts.PartitionOf(day, Row);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">
    /// Day, or a partition of it, and row with a slash between them, which no key can hold.
    /// </param>
    /// <returns>False where it names no event.</returns>
    public static bool TryParse(string text, out EventKey key)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        key = slash < 0 ? default : new EventKey(VendorDay.WithoutPart(text[..slash]), text[(slash + 1)..]);
        return slash >= 0 && VendorDay.TryParse(key.DayKey, out _) && TimeOf(key.Row) is not null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{DayKey}/{Row}";

    private static TimeSpan? TimeOf(string row) =>
        row.Length > TimeFormat.Length && row[TimeFormat.Length] == '_'
            && DateTime.TryParseExact(
                row.AsSpan(0, TimeFormat.Length),
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.NoCurrentDateDefault,
                out DateTime time)
            ? time.TimeOfDay
            : null;
}
