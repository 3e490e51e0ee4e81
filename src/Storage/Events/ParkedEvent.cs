using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Events;

/// <summary>
/// An event that could not be delivered to a destination: a row of <c>ParkedEvents</c>, partition <c>{destination}</c>,
/// row <c>{vendor}_{yyyyMMdd}_{HHmmssfff}_{EventId}</c>. It names the event; what that says is in <c>Events</c>.
/// </summary>
/// <param name="Destination">Its name; perhaps of one that is configured no more.</param>
/// <param name="Status">The last answer's HTTP status; 0 where none came.</param>
/// <param name="Answer">How the last answer began, or why none came.</param>
public sealed record ParkedEvent(string Destination, EventKey Key, int Status, string? Answer)
{
    /// <summary>When it was parked, in UTC.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; init; }

    /// <summary>When it was last asked to be sent again, in UTC; null where it was not since it was parked.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>The partition of <c>Events</c> that it is in.</summary>
    public string Partition { get; init; } = Key.DayKey;

    /// <summary>The row's version.</summary>
    internal Azure.ETag ETag { get; init; }

    /// <summary>The row's key.</summary>
    public static string RowOf(EventKey key) => $"{key.DayKey}_{key.Row}";

    /// <summary>Reads an event's key from the row's.</summary>
    /// <returns>False where it names no event.</returns>
    public static bool TryKey(string row, out EventKey key)
    {
        int id = row.LastIndexOf('_');
        int time = id < 1 ? -1 : row.LastIndexOf('_', id - 1);
        key = default;
        return time > 0 && EventKey.TryParse($"{row[..time]}/{row[(time + 1)..]}", out key);
    }

    internal TableEntity ToRow()
    {
        TableEntity row = new(Destination, RowOf(Key))
        {
            [nameof(Status)] = Status,
            [nameof(ParkedAt)] = ParkedAt,
            [nameof(Tries)] = Tries,
        };
        if (Answer is not null)
            row[nameof(Answer)] = Answer;
        if (QueuedAt is not null)
            row[nameof(QueuedAt)] = QueuedAt;
        return row;
    }

    /// <summary>Reads the row; null where it cannot be read.</summary>
    internal static ParkedEvent? Read(TableEntity row)
    {
        RowReader columns = new(row);
        bool isKey = TryKey(row.RowKey, out EventKey key);
        ParkedEvent read = new(
            row.PartitionKey, key, (int)columns.Number(nameof(Status)), columns.TextOrNull(nameof(Answer)))
        {
            ParkedAt = columns.Time(nameof(ParkedAt)),
            Tries = (int)(columns.NumberOrNull(nameof(Tries)) ?? 0),
            QueuedAt = columns.TimeOrNull(nameof(QueuedAt)),
            ETag = row.ETag,
        };
        return isKey && columns.IsReadable ? read : null;
    }
}
