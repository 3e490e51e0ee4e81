using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.RollUp;

/// <summary>
/// The rows of one vendor's day in a table of counts: read, then replaced as far as the numbers differ.
/// </summary>
/// <remarks>
/// <para>Nothing here may be written by a roll-up whose claim was taken away. A row that is there is replaced or
/// removed only as it was read; whoever finds that the former claim was never given back replaces every row, so that a
/// roll-up which is held finds none as it read them.</para>
/// <para>A row that is to be added has no version to ask for. So a transaction that adds also replaces a row of the
/// same day, its guard. Where the day has none, one is made that says 0 and means nothing; only when the claim has
/// proved to hold after that, it is given its number: a later claim sees it, and takes it away.</para>
/// </remarks>
internal sealed class CountRows(TableClient table, VendorDay day, Func<DateOnly, CountKey, string> rowKey)
{
    private readonly Dictionary<string, TableEntity> _read = [];

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        string filter = KeyRange.Under(day.Vendor, CountKeys.Day(day.Day)).Filter();
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            _read[row.RowKey] = row;
    }

    public async Task WriteAsync(
        EventCounts counts, DayClaim claim, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Dictionary<string, TableTransactionAction> actions = Changes(counts, claim.WasOpen, now);
        if (actions.Values.FirstOrDefault(
            action => action.ActionType == TableTransactionActionType.Add) is not { } addition)
        {
            await TransactionWriter.SubmitAsync(table, actions.Values, cancellationToken);
            return;
        }

        TableEntity guard = _read.Values.FirstOrDefault()
            ?? await MakeGuardAsync((TableEntity)addition.Entity, claim, cancellationToken);
        TableTransactionAction last = actions.GetValueOrDefault(guard.RowKey)
            ?? new TableTransactionAction(TableTransactionActionType.UpdateReplace, guard);
        if (last.ActionType == TableTransactionActionType.Add)
            last = new TableTransactionAction(TableTransactionActionType.UpdateReplace, last.Entity);
        actions.Remove(guard.RowKey);

        List<List<TableTransactionAction>> transactions = [.. TransactionWriter.Divide(actions.Values, besides: 1)];
        foreach (List<TableTransactionAction> transaction in transactions.SkipLast(1))
        {
            transaction.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, guard, guard.ETag));
            await TransactionWriter.SubmitTransactionAsync(table, transaction, cancellationToken);
        }

        List<TableTransactionAction> end = transactions.LastOrDefault([]);
        await TransactionWriter.SubmitTransactionAsync(
            table, [.. end, new TableTransactionAction(last.ActionType, last.Entity, guard.ETag)], cancellationToken);
    }

    /// <summary>Takes out of every row which contacts it is of.</summary>
    public Task ForgetContactsAsync(CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions = [];
        foreach (TableEntity row in _read.Values)
        {
            row.Remove(CountRow.Sketch);
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag));
        }

        return TransactionWriter.SubmitAsync(table, actions, cancellationToken);
    }

    private Dictionary<string, TableTransactionAction> Changes(EventCounts counts, bool all, DateTimeOffset now)
    {
        Dictionary<string, TableTransactionAction> actions = [];
        HashSet<string> wanted = [];
        foreach ((CountKey key, long count) in counts.Counts)
        {
            TableEntity row = CountRow.Of(
                day, rowKey(day.Day, key), key, count, counts.Contacts.GetValueOrDefault(key), now);
            wanted.Add(row.RowKey);
            if (!_read.TryGetValue(row.RowKey, out TableEntity? read))
                actions[row.RowKey] = new TableTransactionAction(TableTransactionActionType.Add, row);
            else if (all || !CountRow.IsSame(read, row))
                actions[row.RowKey] = new TableTransactionAction(
                    TableTransactionActionType.UpdateReplace, row, read.ETag);
        }

        foreach (TableEntity read in _read.Values.Where(read => !wanted.Contains(read.RowKey)))
            actions[read.RowKey] = new TableTransactionAction(TableTransactionActionType.Delete, read, read.ETag);
        return actions;
    }

    private async Task<TableEntity> MakeGuardAsync(TableEntity row, DayClaim claim, CancellationToken cancellationToken)
    {
        TableEntity guard = new(row) { [CountRow.Number] = 0L };
        guard.ETag = (await table.AddEntityAsync(guard, cancellationToken)).Headers.ETag ?? default;
        await claim.CheckAsync(cancellationToken);
        return guard;
    }
}
