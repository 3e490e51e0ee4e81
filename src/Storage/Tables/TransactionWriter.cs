using Azure;
using Azure.Data.Tables;

namespace Webhooks.Storage.Tables;

/// <summary>
/// Writes rows in as few storage operations as possible: entity group transactions, partitions in parallel.
/// </summary>
/// <remarks>Limits: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions</remarks>
public static class TransactionWriter
{
    private const int MaxEntities = 100;
    private const int MaxBytes = 3_500_000; // of 4 MiB; the rest is for headers and what the estimate misses
    private const int MaxPartitionsAtOnce = 8;
    private const int PerProperty = 64; // its name, its type's annotation, punctuation, and any value of fixed size
    private const int PerEscapedCharacter = 6; // \u0000

    /// <summary>
    /// Writes rows, replacing any of the same keys. Of two rows with the same keys the later one is written.
    /// </summary>
    /// <param name="rows">The rows, of any partitions.</param>
    public static Task ReplaceAsync(
        TableClient table, IReadOnlyCollection<TableEntity> rows, CancellationToken cancellationToken) =>
        SubmitAsync(
            table,
            [.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))],
            cancellationToken);

    /// <summary>Deletes rows, whatever their ETags; what is gone already stays gone.</summary>
    /// <param name="rows">The rows, of any partitions.</param>
    public static Task DeleteAsync(
        TableClient table, IReadOnlyCollection<TableEntity> rows, CancellationToken cancellationToken) =>
        SubmitAsync(
            table,
            [.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All))],
            cancellationToken);

    /// <summary>Adds rows; what is there already stays as it is.</summary>
    /// <param name="rows">The rows, of any partitions.</param>
    public static async Task AddMissingAsync(
        TableClient table, IReadOnlyCollection<TableEntity> rows, CancellationToken cancellationToken)
    {
        try
        {
            await SubmitAsync(table, [.. rows.Select(Addition)], cancellationToken);
        }
        catch (RequestFailedException e) when (IsConflict(e) && rows.Count > 1)
        {
            foreach (TableEntity row in rows)
                await AddMissingAsync(table, [row], cancellationToken);
        }
        catch (RequestFailedException e) when (IsConflict(e))
        {
            // It is there.
        }

        static TableTransactionAction Addition(TableEntity row) => new(TableTransactionActionType.Add, row);
    }

    /// <summary>
    /// Does a list of actions; of two for the same row the later one. What is written gets its new ETag.
    /// </summary>
    /// <param name="actions">The actions, on any partitions.</param>
    /// <exception cref="RequestFailedException">
    /// The condition of one is not met (see <see cref="IsConflict"/>); of the others some may be done, some not.
    /// </exception>
    public static Task SubmitAsync(
        TableClient table, IReadOnlyCollection<TableTransactionAction> actions, CancellationToken cancellationToken) =>
        ForEachTransactionAsync(
            actions, (transaction, token) => SubmitTransactionAsync(table, transaction, token), cancellationToken);

    /// <summary>
    /// Divides actions by partition and into transactions; of two for the same row the later one counts.
    /// </summary>
    /// <param name="actions">The actions, on any partitions.</param>
    /// <param name="submit">
    /// What to do with each transaction: one partition's in their order, partitions at the same time.
    /// </param>
    internal static Task ForEachTransactionAsync(
        IReadOnlyCollection<TableTransactionAction> actions,
        Func<List<TableTransactionAction>, CancellationToken, Task> submit,
        CancellationToken cancellationToken)
    {
        if (actions.Count == 0)
            return Task.CompletedTask;

        List<List<TableTransactionAction>> partitions = ByPartition(actions);
        return partitions.Count == 1
            ? SubmitAsync(partitions[0], cancellationToken)
            : Parallel.ForEachAsync(
                partitions,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = MaxPartitionsAtOnce,
                    CancellationToken = cancellationToken,
                },
                async (partition, token) => await SubmitAsync(partition, token));

        async Task SubmitAsync(List<TableTransactionAction> partition, CancellationToken token)
        {
            foreach (List<TableTransactionAction> transaction in Divide(partition))
                await submit(transaction, token);
        }
    }

    /// <summary>
    /// Whether a row was added (409), changed (412) or removed (404) by somebody else since it was read.
    /// </summary>
    /// <returns>False where the storage failed.</returns>
    public static bool IsConflict(RequestFailedException failure) =>
        failure.Status is 412
        || failure.ErrorCode
            is "EntityAlreadyExists" or "ResourceNotFound" or "EntityNotFound" or "UpdateConditionNotSatisfied";

    /// <summary>Divides actions on one partition into transactions that the storage takes, in their order.</summary>
    /// <param name="besides">How many small actions are to be added to each.</param>
    internal static IEnumerable<List<TableTransactionAction>> Divide(
        IReadOnlyCollection<TableTransactionAction> actions, int besides = 0)
    {
        List<TableTransactionAction> transaction = new(Math.Min(actions.Count + besides, MaxEntities));
        int bytes = 0;
        foreach (TableTransactionAction action in actions)
        {
            int size = action.ActionType == TableTransactionActionType.Delete
                ? 0
                : SizeOf((TableEntity)action.Entity);
            if (transaction.Count == MaxEntities - besides || (transaction.Count > 0 && bytes + size > MaxBytes))
            {
                yield return transaction;
                transaction = [];
                bytes = 0;
            }

            transaction.Add(action);
            bytes += size;
        }

        if (transaction.Count > 0)
            yield return transaction;
    }

    /// <summary>Does one transaction. What is written gets its new ETag.</summary>
    internal static async Task SubmitTransactionAsync(
        TableClient table, List<TableTransactionAction> transaction, CancellationToken cancellationToken)
    {
        if (transaction
            is [{ ActionType: TableTransactionActionType.UpsertReplace or TableTransactionActionType.Add } only])
        {
            // Alone it needs no transaction, which is twice the bytes.
            Response written = only.ActionType == TableTransactionActionType.Add
                ? await table.AddEntityAsync((TableEntity)only.Entity, cancellationToken)
                : await table.UpsertEntityAsync((TableEntity)only.Entity, TableUpdateMode.Replace, cancellationToken);
            only.Entity.ETag = written.Headers.ETag ?? default;
            return;
        }

        try
        {
            Response<IReadOnlyList<Response>> answer = await table.SubmitTransactionAsync(
                transaction, cancellationToken);
            IReadOnlyList<Response> done = answer.Value;
            for (int i = 0; i < done.Count; i++)
                transaction[i].Entity.ETag = done[i].Headers.ETag ?? default;
        }
        catch (RequestFailedException e) when (IsConflict(e) && transaction.TrueForAll(IsPlainDelete))
        {
            // One of the rows is gone, which fails them all.
            foreach (TableTransactionAction action in transaction)
                await table.DeleteEntityAsync(
                    action.Entity.PartitionKey, action.Entity.RowKey, ETag.All, cancellationToken);
        }
    }

    private static bool IsPlainDelete(TableTransactionAction action) =>
        action.ActionType == TableTransactionActionType.Delete && action.ETag == ETag.All;

    private static List<List<TableTransactionAction>> ByPartition(IReadOnlyCollection<TableTransactionAction> actions)
    {
        Dictionary<string, Dictionary<string, TableTransactionAction>> partitions = [];
        foreach (TableTransactionAction action in actions)
        {
            if (!partitions.TryGetValue(
                action.Entity.PartitionKey, out Dictionary<string, TableTransactionAction>? partition))
                partitions[action.Entity.PartitionKey] = partition = [];
            partition[action.Entity.RowKey] = action;
        }

        return [.. partitions.Values.Select(partition => partition.Values.ToList())];
    }

    // How many bytes a row takes on the wire, never too few.
    private static int SizeOf(TableEntity row)
    {
        int size = 1024; // the part's headers
        foreach ((string name, object? value) in row)
        {
            size += PerProperty + name.Length + value switch
            {
                string text => SizeOf(text),
                byte[] bytes => bytes.Length / 3 * 4 + 4,
                _ => 0,
            };
        }

        return size;
    }

    private static int SizeOf(string text)
    {
        int size = text.Length;
        foreach (char c in text)
        {
            if (c is < ' ' or > '~' or '"' or '\\' or '<' or '>' or '&' or '\'' or '+' or '`')
                size += PerEscapedCharacter - 1;
        }

        return size;
    }
}
