using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Webhooks.Ingestion.Counts;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Retention;

/// <summary>
/// Purges days that are older than the retention: events that are neither waiting to be sent on nor parked, and
/// deliveries that are neither rejected nor waiting. Counts stay: a day is counted to the end before its first event
/// goes, and never again.
/// </summary>
/// <remarks>
/// Per day: one query that finds it, one per 1,000 rows that reads their keys, one transaction per 100 that deletes
/// them; and what takes its contacts out of its counts, before the first event goes.
/// </remarks>
/// <param name="rollUp">Counts what is marked yet.</param>
/// <param name="marks">How far the days are purged.</param>
/// <param name="parked">Which events could not be sent on, and are kept.</param>
/// <param name="destinations">Where events are sent on.</param>
/// <param name="options">How long to keep.</param>
/// <param name="logger">Told days and numbers.</param>
public sealed partial class RetentionPurge(
    WebhookTables tables,
    VendorRegistry vendors,
    DailyRollUp rollUp,
    PurgeMarks marks,
    ParkedEvents parked,
    DestinationList destinations,
    RetentionOptions options,
    TimeProvider time,
    ILogger<RetentionPurge> logger)
{
    private const int RowsAtOnce = 1000;

    // Longer than an event is tried for before it is parked.
    private static readonly TimeSpan MayWait = TimeSpan.FromDays(2);

    private readonly ContactIndex _contacts = new(tables);

    /// <summary>Purges what is due.</summary>
    /// <param name="cancellationToken">Gives up; the next run goes on.</param>
    /// <returns>How many rows were deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Days == 0)
            return 0;
        try
        {
            await rollUp.RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            Log.NotCounted(logger, e.GetType().Name); // days that are still marked are not purged
        }

        DateOnly firstKept = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-options.Days);
        int deleted = 0;
        foreach (string vendor in vendors.Registered)
        {
            PurgedDays purged = await marks.ReadAsync(vendor, cancellationToken);
            deleted += await PurgeAsync(tables.Events, vendor, purged.Events, firstKept, cancellationToken);
            deleted += await PurgeAsync(tables.Deliveries, vendor, purged.Deliveries, firstKept, cancellationToken);
        }

        return deleted;
    }

    private async Task<int> PurgeAsync(
        TableClient table,
        string vendor,
        PurgedDays.Range purged,
        DateOnly firstKept,
        CancellationToken cancellationToken)
    {
        int deleted = 0;
        while (
            await DayPartitions.FirstAsync(tables, table, vendor, purged.Done, firstKept, cancellationToken) is { } day)
        {
            if (table.Name == StorageNames.Events
                && (await IsMarkedAsync(vendor, day, cancellationToken)
                    || await MayBeWaitingAsync(vendor, day, cancellationToken)))
                break; // An event came just now: it is counted and sent on first, and a later run goes on.

            DateOnly through = day > purged.Through ? day : purged.Through;
            await marks.WriteAsync(vendor, table.Name, purged with { Through = through }, cancellationToken);
            if (table.Name == StorageNames.Events)
                await new DayCounter(tables, marks, new VendorDay(vendor, day), time)
                    .ForgetContactsAsync(cancellationToken);
            int rows = await EmptyAsync(table, vendor, day, cancellationToken);
            purged = new PurgedDays.Range(through, day);
            await marks.WriteAsync(vendor, table.Name, purged, cancellationToken);
            Log.Purged(logger, table.Name, vendor, day, rows);
            deleted += rows;
        }

        return deleted;
    }

    private Task<bool> IsMarkedAsync(string vendor, DateOnly day, CancellationToken cancellationToken) =>
        AnyRow.ExistsAsync(
            tables.TouchedHours,
            new KeyRange(vendor, CountKeys.Day(day), CountKeys.Day(day.AddDays(1))).Filter(),
            cancellationToken);

    private async Task<bool> MayBeWaitingAsync(string vendor, DateOnly day, CancellationToken cancellationToken)
    {
        if (destinations.All.Count == 0)
            return false;
        string since = TableClient.CreateQueryFilter($"ReceivedAt ge {time.GetUtcNow() - MayWait}");
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        foreach (string partition in parts.PartitionsOf(new VendorDay(vendor, day)))
        {
            if (await AnyRow.ExistsAsync(tables.Events, new KeyRange(partition).Filter(since), cancellationToken))
                return true;
        }

        return false;
    }

    private async Task<int> EmptyAsync(
        TableClient table, string vendor, DateOnly day, CancellationToken cancellationToken)
    {
        VendorDay of = new(vendor, day);
        IReadOnlySet<string> parkedOnes = table.Name == StorageNames.Events && destinations.All.Count > 0
            ? await parked.RowsOfDayAsync(of, cancellationToken)
            : new HashSet<string>();
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        int deleted = 0;
        foreach (string partition in parts.PartitionsOf(of))
            deleted += await EmptyAsync(table, partition, parkedOnes, cancellationToken);
        return deleted;
    }

    private async Task<int> EmptyAsync(
        TableClient table, string partition, IReadOnlySet<string> parkedOnes, CancellationToken cancellationToken)
    {
        string filter = new KeyRange(partition).Filter();
        string[] columns = table.Name == StorageNames.Events
            ? ["PartitionKey", "RowKey"]
            : ["PartitionKey", "RowKey", DeliveryRow.Status, ContactRow.Entries];
        List<TableEntity> rows = [];
        string? kept = null;
        HashSet<string> keptOnes = [];
        int deleted = 0;
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, RowsAtOnce, columns, cancellationToken))
        {
            // The further rows of a delivery come right after its own, those of its contacts after all deliveries.
            string? status = new RowReader(row).TextOrNull(DeliveryRow.Status);
            if (status is DeliveryStatuses.Rejected or DeliveryStatuses.Received)
            {
                kept = row.RowKey;
                keptOnes.Add(kept.Split('_')[^1]);
            }

            if (kept is not null && row.RowKey.StartsWith(kept, StringComparison.Ordinal))
                continue;
            if (keptOnes.Count > 0 && ContactRow.Is(row)
                && ContactRow.Read(row).Any(entry => keptOnes.Contains(entry.DeliveryId)))
            {
                await _contacts.RemoveAsync(
                    [row], entry => !keptOnes.Contains(entry.DeliveryId), cancellationToken);
                continue;
            }

            if (parkedOnes.Contains(row.RowKey))
                continue;
            rows.Add(row);
            if (rows.Count == RowsAtOnce)
            {
                await TransactionWriter.DeleteAsync(table, rows, cancellationToken);
                deleted += rows.Count;
                rows.Clear();
            }
        }

        await TransactionWriter.DeleteAsync(table, rows, cancellationToken);
        return deleted + rows.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Some days could not be counted before the purge, and are kept: {Cause}")]
        public static partial void NotCounted(ILogger logger, string cause);

        [LoggerMessage(LogLevel.Information, "Purged {Rows} rows of {Table}, {Vendor} {Day}")]
        public static partial void Purged(ILogger logger, string table, string vendor, DateOnly day, int rows);
    }
}

/// <summary>How long events and deliveries are kept.</summary>
/// <param name="Days">Whole days after their own; 0 keeps them for good.</param>
public sealed record RetentionOptions(int Days);
