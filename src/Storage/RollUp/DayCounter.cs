using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Retention;

namespace Webhooks.Storage.RollUp;

/// <summary>Counts one vendor's day.</summary>
/// <remarks>
/// The order makes it safe against a second roll-up of the same day. The day's rows are read first, with their ETags;
/// then the hours; and the rows are written on the condition that they are still what was read. So of two that
/// overlap, the one that read old hours fails, and starts again. Whether the day is purged is asked after its hours are
/// read: a purge says so before it deletes anything, so hours that it has thinned out are never written.
/// </remarks>
internal sealed class DayCounter(WebhookTables tables, PurgeMarks purges, string vendor, DateOnly day, TimeProvider time)
{
    private const int HoursAtOnce = 4;

    private readonly string _partition = $"{vendor}_{CountKeys.Day(day)}";

    /// <summary>Recounts hours and replaces the day's rows.</summary>
    /// <returns>False, and nothing is written, where the day is purged.</returns>
    public async Task<bool> CountAsync(IReadOnlyCollection<int> touchedHours, CancellationToken cancellationToken)
    {
        CountRows daily = new(tables.DailyCounts, vendor, day, CountKeys.OfDay);
        CountRows campaigns = new(tables.DailyCampaignCounts, vendor, day, CountKeys.OfCampaign);
        await Task.WhenAll(daily.ReadAsync(cancellationToken), campaigns.ReadAsync(cancellationToken));

        Dictionary<int, HourRow> hours = await HourRow.ReadAsync(tables.HourlyCounts, _partition, cancellationToken);
        ConcurrentDictionary<int, EventCounts> recounted = [];
        await Parallel.ForEachAsync(
            touchedHours,
            new ParallelOptions { MaxDegreeOfParallelism = HoursAtOnce, CancellationToken = cancellationToken },
            async (hour, token) => recounted[hour] = await RecountAsync(hour, token));
        if (await IsPurgedAsync(cancellationToken))
            return false;

        foreach ((int hour, EventCounts counts) in recounted)
        {
            HourRow? known = hours.GetValueOrDefault(hour);
            hours[hour] = (known ?? new HourRow(_partition, hour)) with { Counts = counts };
            await hours[hour].WriteAsync(tables.HourlyCounts, known, cancellationToken);
        }

        EventCounts total = new();
        foreach (HourRow hour in hours.Values)
            total.Add(hour.Counts);
        DateTimeOffset now = time.GetUtcNow();
        await Task.WhenAll(
            daily.WriteAsync(total.ByTypeAndChannel(), now, cancellationToken),
            campaigns.WriteAsync(total.OfCampaigns(), now, cancellationToken));
        return true;
    }

    /// <summary>Deletes what was added to a day after it was purged.</summary>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {_partition}");
        await foreach (TableEntity row in tables.Events.QueryAsync<TableEntity>(
            filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            rows.Add(row);
        }

        await TransactionWriter.DeleteAsync(tables.Events, rows, cancellationToken);
    }

    // The shortest retention keeps a whole day after the day itself, so of these two nobody need ask.
    private async Task<bool> IsPurgedAsync(CancellationToken cancellationToken) =>
        day < DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1)
        && (await purges.ReadAsync(vendor, cancellationToken)).Events.Contains(day);

    private async Task<EventCounts> RecountAsync(int hour, CancellationToken cancellationToken)
    {
        string from = hour.ToString("00", CultureInfo.InvariantCulture);
        string to = (hour + 1).ToString("00", CultureInfo.InvariantCulture);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {_partition} and RowKey ge {from} and RowKey lt {to}");
        EventCounts counts = new();
        await foreach (TableEntity row in tables.Events.QueryAsync<TableEntity>(
            filter, maxPerPage: 1000, select: ["Type", "Channel", "Campaign", "CampaignStep"], cancellationToken: cancellationToken))
        {
            counts.Add(new CountKey(
                row.GetString("Type"), row.GetString("Channel"), row.GetString("Campaign"), row.GetString("CampaignStep")));
        }

        return counts;
    }
}
