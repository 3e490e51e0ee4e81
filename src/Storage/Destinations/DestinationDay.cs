using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Destinations;

/// <summary>
/// What one instance sent to a destination on a day: a row of <c>ServiceState</c>, partition <c>destination-day</c>,
/// row <c>{destination}_{yyyyMMdd}_{instance}</c>.
/// </summary>
public sealed record DestinationDay(string Destination, DateOnly Day)
{
    /// <summary>The partition.</summary>
    internal const string Partition = "destination-day";

    /// <summary>How many events it took, repeats included.</summary>
    public long Delivered { get; init; }

    /// <summary>How many requests failed.</summary>
    public long Failed { get; init; }

    /// <summary>How long requests took.</summary>
    public Latencies Latencies { get; init; } = Latencies.None;

    /// <summary>What was put to be tried again, less what was taken.</summary>
    public WaitingEvents Waiting { get; init; } = WaitingEvents.None;

    /// <summary>When a request failed last, in UTC, or null.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>What was answered then: the status, 0 for no answer, and how the answer began.</summary>
    public DestinationAnswer? LastFailure { get; init; }

    /// <summary>The same of both.</summary>
    public DestinationDay With(DestinationDay other)
    {
        bool isLater = other.FailedAt > (FailedAt ?? DateTimeOffset.MinValue);
        return this with
        {
            Delivered = Delivered + other.Delivered,
            Failed = Failed + other.Failed,
            Latencies = Latencies.With(other.Latencies),
            Waiting = Waiting.With(other.Waiting),
            FailedAt = isLater ? other.FailedAt : FailedAt,
            LastFailure = isLater ? other.LastFailure : LastFailure,
        };
    }

    internal static string RowOf(string destination, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{destination}_{day:yyyyMMdd}");

    internal TableEntity ToRow(string instance)
    {
        TableEntity row = new(Partition, $"{RowOf(Destination, Day)}_{instance}")
        {
            [nameof(Delivered)] = Delivered,
            [nameof(Failed)] = Failed,
            [nameof(Latencies)] = Latencies.ToString(),
            [nameof(Waiting)] = Waiting.ToString(),
        };
        if (FailedAt is not null)
        {
            row[nameof(FailedAt)] = FailedAt;
            row["Status"] = LastFailure?.Status;
            row["Answer"] = LastFailure?.Text;
        }

        return row;
    }

    /// <summary>Reads the row; null where it cannot be read.</summary>
    internal static DestinationDay? Read(TableEntity row)
    {
        RowReader columns = new(row);
        string[] parts = row.RowKey.Split('_');
        if (parts.Length != 3 || !DateOnly.TryParseExact(
            parts[1], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return null;
        DestinationDay read = new(parts[0], day)
        {
            Delivered = columns.Number(nameof(Delivered)),
            Failed = columns.Number(nameof(Failed)),
            Latencies = Latencies.Parse(columns.Text(nameof(Latencies))),
            Waiting = WaitingEvents.Parse(columns.TextOrNull(nameof(Waiting)) ?? ""),
            FailedAt = columns.TimeOrNull(nameof(FailedAt)),
            LastFailure = columns.NumberOrNull("Status") is { } status
                ? new DestinationAnswer((int)status, columns.TextOrNull("Answer"))
                : null,
        };
        return columns.IsReadable ? read : null;
    }
}
