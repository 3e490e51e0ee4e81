using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;

namespace Webhooks.Storage.RollUp;

/// <summary>Counts one vendor's day.</summary>
/// <remarks>
/// The order makes it safe against a second roll-up of the same day. The day's rows are read first, with their ETags;
/// then the hours; and the rows are written on the condition that they are still what was read. So of two that
/// overlap, the one that read old hours fails, and starts again.
/// </remarks>
internal sealed class DayCounter(WebhookTables tables, string vendor, DateOnly day, TimeProvider time)
{
    private const int HoursAtOnce = 4;

    private readonly string _partition = $"{vendor}_{CountKeys.Day(day)}";

    /// <summary>Recounts hours and replaces the day's rows.</summary>
    public async Task CountAsync(IReadOnlyCollection<int> touchedHours, CancellationToken cancellationToken)
    {
        CountRows daily = new(tables.DailyCounts, vendor, day, CountKeys.OfDay);
        CountRows campaigns = new(tables.DailyCampaignCounts, vendor, day, CountKeys.OfCampaign);
        await Task.WhenAll(daily.ReadAsync(cancellationToken), campaigns.ReadAsync(cancellationToken));

        Dictionary<int, HourRow> hours = await HourRow.ReadAsync(tables.HourlyCounts, _partition, cancellationToken);
        await Parallel.ForEachAsync(
            touchedHours,
            new ParallelOptions { MaxDegreeOfParallelism = HoursAtOnce, CancellationToken = cancellationToken },
            async (hour, token) =>
            {
                HourRow? known;
                lock (hours)
                    known = hours.GetValueOrDefault(hour);
                HourRow recounted = (known ?? new HourRow(_partition, hour)) with { Counts = await RecountAsync(hour, token) };
                await recounted.WriteAsync(tables.HourlyCounts, known, token);
                lock (hours)
                    hours[hour] = recounted;
            });

        EventCounts total = new();
        foreach (HourRow hour in hours.Values)
            total.Add(hour.Counts);
        DateTimeOffset now = time.GetUtcNow();
        await Task.WhenAll(
            daily.WriteAsync(total.ByTypeAndChannel(), now, cancellationToken),
            campaigns.WriteAsync(total.OfCampaigns(), now, cancellationToken));
    }

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
