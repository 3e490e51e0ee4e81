using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Finds stored deliveries that wait for a message that was never queued, or got lost, and queues them again; and what
/// is left of a delivery whose storing was cut off, and so never acknowledged, is removed. One query where nothing
/// waits.
/// </summary>
/// <param name="logger">Told numbers and ids.</param>
public sealed partial class PendingRecovery(
    WebhookTables tables,
    DeliveryStore deliveries,
    DeliveryQueue queue,
    TimeProvider time,
    ILogger<PendingRecovery> logger)
{
    private const string QueuedAt = "QueuedAt";
    private const string Times = "Times";
    private const int MaxDoublings = 6;

    /// <summary>How long a message is given; doubled each time, since a long backlog is no loss.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>After this nobody can still be storing the delivery: a request is given up after seconds.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>Looks at what waits.</summary>
    /// <param name="cancellationToken">Gives up; the next run goes on.</param>
    /// <returns>How many were queued again or removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int recovered = 0;
        await foreach (TableEntity row in tables.PendingDeliveries.QueryAsync<TableEntity>(
            filter: (string?)null, cancellationToken: cancellationToken))
        {
            if (IsDue(row) && await RecoverAsync(row, cancellationToken))
                recovered++;
        }

        if (recovered > 0)
            Log.Recovered(logger, recovered);
        return recovered;
    }

    private bool IsDue(TableEntity row)
    {
        if (!DeliveryId.TryParse(row.RowKey, out _, out DateTimeOffset since))
            return true;
        RowReader columns = new(row);
        int doublings = (int)Math.Clamp(columns.NumberOrNull(Times) ?? 0, 0, MaxDoublings);
        return time.GetUtcNow() - (columns.TimeOrNull(QueuedAt) ?? since) > Patience * Math.Pow(2, doublings);
    }

    private async Task<bool> RecoverAsync(TableEntity row, CancellationToken cancellationToken)
    {
        (string partition, string id) = (row.PartitionKey, row.RowKey);
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        if (!JobKinds.Contains(partition)
            && DeliveryKey.TryOf(partition, id, parts, out DeliveryKey key)
            && DeliveryId.TryParse(id, out _, out DateTimeOffset receivedAt))
        {
            NullableResponse<TableEntity> stored = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(
                key.Partition, key.Row, [DeliveryRow.Status], cancellationToken);
            if (stored is { HasValue: true }
                && new RowReader(stored.Value!).Text(DeliveryRow.Status) == DeliveryStatuses.Received)
                return await QueueAsync(row, QueuedDelivery.Stored(partition, id), cancellationToken);
            if (!stored.HasValue && time.GetUtcNow() - receivedAt < Abandoned)
                return false;
            if (!stored.HasValue)
            {
                Log.Abandoned(logger, id);
                await deliveries.DeleteRowsAsync(key, cancellationToken);
            }
        }

        await tables.PendingDeliveries.DeleteEntityAsync(partition, id, ETag.All, cancellationToken);
        return true;
    }

    // Queued before it is noted: a crash between the two queues it once more, which does nothing.
    private async Task<bool> QueueAsync(TableEntity row, QueuedDelivery entry, CancellationToken cancellationToken)
    {
        await queue.TrySendAsync(entry);
        TableEntity noted = new(row.PartitionKey, row.RowKey)
        {
            [QueuedAt] = time.GetUtcNow(),
            [Times] = (int)(new RowReader(row).NumberOrNull(Times) ?? 0) + 1,
        };
        try
        {
            await tables.PendingDeliveries.UpdateEntityAsync(
                noted, row.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            // It was processed meanwhile, or another instance did the same.
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "{Count} stored deliveries waited for a message that did not come, and were queued again or cleaned up")]
        public static partial void Recovered(ILogger logger, int count);

        [LoggerMessage(
            LogLevel.Warning,
            "Delivery {DeliveryId} was never wholly stored, so never acknowledged: its parts are removed")]
        public static partial void Abandoned(ILogger logger, string deliveryId);
    }
}
