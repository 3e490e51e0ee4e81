using Azure.Data.Tables;

namespace Webhooks.Storage;

/// <summary>Writes rows in as few storage operations as possible: entity group transactions, partitions in parallel.</summary>
/// <remarks>Limits: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions</remarks>
public static class TransactionWriter
{
    private const int MaxEntities = 100;
    private const int MaxBytes = 3_500_000; // of 4 MiB; the rest is for headers and what the estimate misses
    private const int MaxPartitionsAtOnce = 8;

    /// <summary>Writes rows, replacing any of the same keys. Of two rows with the same keys the later one is written.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows, of any partitions.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When all are written.</returns>
    public static Task ReplaceAsync(TableClient table, IReadOnlyCollection<TableEntity> rows, CancellationToken cancellationToken) =>
        SubmitAsync(table, rows, TableTransactionActionType.UpsertReplace, cancellationToken);

    /// <summary>Deletes rows, whatever their ETags; rows that are gone already must not be among them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows, of any partitions.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When all are deleted.</returns>
    public static Task DeleteAsync(TableClient table, IReadOnlyCollection<TableEntity> rows, CancellationToken cancellationToken) =>
        SubmitAsync(table, rows, TableTransactionActionType.Delete, cancellationToken);

    private static Task SubmitAsync(
        TableClient table, IReadOnlyCollection<TableEntity> rows, TableTransactionActionType action, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return Task.CompletedTask;

        List<List<TableEntity>> partitions = ByPartition(rows);
        return partitions.Count == 1
            ? SubmitPartitionAsync(table, partitions[0], action, cancellationToken)
            : Parallel.ForEachAsync(
                partitions,
                new ParallelOptions { MaxDegreeOfParallelism = MaxPartitionsAtOnce, CancellationToken = cancellationToken },
                async (partition, token) => await SubmitPartitionAsync(table, partition, action, token));
    }

    private static async Task SubmitPartitionAsync(
        TableClient table, List<TableEntity> rows, TableTransactionActionType action, CancellationToken cancellationToken)
    {
        if (rows.Count == 1 && action == TableTransactionActionType.UpsertReplace)
        {
            await table.UpsertEntityAsync(rows[0], TableUpdateMode.Replace, cancellationToken);
            return;
        }

        List<TableTransactionAction> actions = new(Math.Min(rows.Count, MaxEntities));
        int bytes = 0;
        foreach (TableEntity row in rows)
        {
            int size = action == TableTransactionActionType.Delete ? 0 : EntitySize.Of(row);
            if (actions.Count == MaxEntities || (actions.Count > 0 && bytes + size > MaxBytes))
            {
                await table.SubmitTransactionAsync(actions, cancellationToken);
                actions.Clear();
                bytes = 0;
            }

            actions.Add(new TableTransactionAction(action, row));
            bytes += size;
        }

        await table.SubmitTransactionAsync(actions, cancellationToken);
    }

    private static List<List<TableEntity>> ByPartition(IReadOnlyCollection<TableEntity> rows)
    {
        Dictionary<string, Dictionary<string, TableEntity>> partitions = [];
        foreach (TableEntity row in rows)
        {
            if (!partitions.TryGetValue(row.PartitionKey, out Dictionary<string, TableEntity>? partition))
                partitions[row.PartitionKey] = partition = [];
            partition[row.RowKey] = row;
        }

        return [.. partitions.Values.Select(partition => partition.Values.ToList())];
    }
}
