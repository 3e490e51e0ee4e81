using Azure.Data.Tables;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Events;

/// <summary>Writes events, and marks the hours they touch for the roll-up.</summary>
/// <param name="tables">The tables.</param>
public sealed class EventStore(WebhookTables tables)
{
    /// <summary>Stores events. A repeat of an event replaces its row, so that nothing is stored twice.</summary>
    /// <param name="events">The events, of any vendors and days.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When they are stored and their hours marked.</returns>
    public async Task StoreAsync(IReadOnlyCollection<EngagementEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;

        TableEntity[] rows = [.. events.Select(EventRow.From)];
        await TransactionWriter.ReplaceAsync(tables.Events, rows, cancellationToken);
        await MarkAsync(rows.Select(row => new EventKey(row.PartitionKey, row.RowKey)), cancellationToken);
    }

    /// <summary>Removes events that the mapper no longer yields.</summary>
    /// <param name="keys">Their keys; what is gone already stays gone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When they are removed and their hours marked.</returns>
    public async Task RemoveAsync(IReadOnlyCollection<EventKey> keys, CancellationToken cancellationToken)
    {
        foreach (EventKey key in keys)
            await tables.Events.DeleteEntityAsync(key.Partition, key.Row, Azure.ETag.All, cancellationToken);
        await MarkAsync(keys, cancellationToken);
    }

    // After the events, never before: a mark that is counted too early would be gone when the events arrive.
    private Task MarkAsync(IEnumerable<EventKey> keys, CancellationToken cancellationToken)
    {
        TableEntity[] marks = [.. keys.Select(key => key.Hour).Distinct().Select(hour => hour.ToRow())];
        return TransactionWriter.ReplaceAsync(tables.TouchedHours, marks, cancellationToken);
    }
}
