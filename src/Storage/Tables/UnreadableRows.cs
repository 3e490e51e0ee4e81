using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Tables;

/// <summary>
/// Names the rows that cannot be read and are passed over: in the log, and in <c>ServiceState</c>, partition
/// <c>unreadable</c>, where the page finds them. Each once an hour at most; what nobody met for a day is forgotten, so
/// that a row which was mended needs no more than that.
/// </summary>
/// <param name="state">The table <c>ServiceState</c>.</param>
/// <param name="logger">Told keys, never values.</param>
public sealed partial class UnreadableRows(TableClient state, TimeProvider time, ILogger logger)
{
    /// <summary>The most that are read back, and named each hour: a bad import may be of any size.</summary>
    public const int Max = 100;

    private const string Partition = "unreadable";

    private static readonly TimeSpan Again = TimeSpan.FromHours(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<UnreadableRow, DateTimeOffset> _named = [];

    /// <summary>Says that a row was passed over; a failure to write that down is none of the caller's.</summary>
    public async ValueTask NoteAsync(TableClient table, ITableEntity row, CancellationToken cancellationToken)
    {
        UnreadableRow unreadable = new(table.Name, row.PartitionKey, row.RowKey);
        if (!IsNews(unreadable))
            return;
        Log.PassedOver(logger, unreadable.Table, unreadable.Partition, unreadable.Row);
        TableEntity note = new(Partition, EventIdentity.From(unreadable.Table, unreadable.Partition, unreadable.Row))
        {
            [nameof(UnreadableRow.Table)] = unreadable.Table,
            ["Of"] = unreadable.Partition,
            [nameof(UnreadableRow.Row)] = unreadable.Row,
            ["SeenAt"] = time.GetUtcNow(),
        };
        try
        {
            await state.UpsertEntityAsync(note, TableUpdateMode.Replace, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            _named.TryRemove(unreadable, out _);
        }
    }

    /// <summary>Reads rows, and names those that cannot be read, which are left out.</summary>
    /// <param name="read">Reads one; null where it cannot be.</param>
    internal async Task<List<T>> ReadAsync<T>(
        TableClient table,
        IEnumerable<TableEntity> rows,
        Func<TableEntity, T?> read,
        CancellationToken cancellationToken)
        where T : class
    {
        List<T> found = [];
        foreach (TableEntity row in rows)
        {
            if (read(row) is { } one)
                found.Add(one);
            else
                await NoteAsync(table, row, cancellationToken);
        }

        return found;
    }

    /// <summary>Those that were met within a day.</summary>
    /// <returns>At most <see cref="Max"/>.</returns>
    public async Task<IReadOnlyList<UnreadableRow>> ReadAsync(CancellationToken cancellationToken)
    {
        string filter = new KeyRange(Partition).Filter();
        await foreach (Page<TableEntity> page in state.QueryAsync<TableEntity>(
            filter, Max, cancellationToken: cancellationToken).AsPages())
        {
            List<UnreadableRow> met = [];
            foreach (TableEntity note in page.Values)
            {
                RowReader columns = new(note);
                UnreadableRow row = new(
                    columns.Text(nameof(UnreadableRow.Table)),
                    columns.Text("Of"),
                    columns.Text(nameof(UnreadableRow.Row)));
                DateTimeOffset seenAt = columns.Time("SeenAt");
                if (!columns.IsReadable || time.GetUtcNow() - seenAt > Forgotten)
                    await state.DeleteEntityAsync(note.PartitionKey, note.RowKey, ETag.All, cancellationToken);
                else
                    met.Add(row);
            }

            return met;
        }

        return [];
    }

    private bool IsNews(UnreadableRow row)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_named.TryGetValue(row, out DateTimeOffset named) && now - named < Again)
            return false;
        if (_named.Count >= Max)
        {
            foreach ((UnreadableRow old, DateTimeOffset then) in _named.Where(known => now - known.Value >= Again))
                _named.TryRemove(KeyValuePair.Create(old, then));
        }

        if (_named.Count >= Max)
            return false;
        _named[row] = now;
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning, "A row of {Table} cannot be read and was passed over: {RowPartition} {RowKey}")]
        public static partial void PassedOver(ILogger logger, string table, string rowPartition, string rowKey);
    }
}

/// <summary>A row that cannot be read: somebody edited it, or another version of this service wrote it.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Partition">Its partition key.</param>
/// <param name="Row">Its row key.</param>
public sealed record UnreadableRow(string Table, string Partition, string Row)
{
    /// <inheritdoc />
    public override string ToString() => $"{Table} {Partition} {Row}";
}
