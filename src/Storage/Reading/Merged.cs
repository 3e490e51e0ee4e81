using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Webhooks.Storage.Reading;

/// <summary>
/// Reads several partitions, whose row keys begin with the time and are all different, as one list.
/// </summary>
internal static class Merged
{
    private const int Spare = 10; // rows: a partition has somewhat more than its share now and then

    /// <summary>Reads a page, newest first.</summary>
    /// <param name="readers">One for each partition.</param>
    /// <param name="from">Where to begin, in all of them.</param>
    /// <param name="limit">About how many rows; of a single partition the most.</param>
    /// <returns>
    /// Only rows that come before no row that is still unread, of whichever partition; and where to go on, or null at
    /// the floor.
    /// </returns>
    public static async Task<(List<TableEntity> Rows, PageCursor? Next)> NewestFirstAsync(
        IReadOnlyList<NewestFirst> readers, PageCursor from, int limit, CancellationToken cancellationToken)
    {
        int limitOfEach = readers.Count == 1 ? limit : Math.Min(limit, (limit / readers.Count * 2) + Spare);
        (List<TableEntity> Rows, PageCursor? Next)[] parts = await Task.WhenAll(
            readers.Select(reader => reader.ReadAsync(from, limitOfEach, cancellationToken)));
        PageCursor[] open = [.. parts.Where(part => part.Next is not null).Select(part => part.Next!.Value)];
        PageCursor? next = open.Length == 0
            ? null
            : open.MaxBy(cursor => cursor.Below, StringComparer.Ordinal);
        return (
            [
                .. parts.SelectMany(part => part.Rows)
                    .Where(row => next is null || string.CompareOrdinal(row.RowKey, next.Value.Below) >= 0)
                    .OrderByDescending(row => row.RowKey, StringComparer.Ordinal),
            ],
            next);
    }

    /// <summary>Reads all rows, oldest first, a page of each partition in memory at a time.</summary>
    /// <param name="partitions">Queries of one partition each.</param>
    public static async IAsyncEnumerable<TableEntity> OldestFirstAsync(
        IReadOnlyList<AsyncPageable<TableEntity>> partitions,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<TableEntity>[] all =
            [.. partitions.Select(partition => partition.GetAsyncEnumerator(cancellationToken))];
        try
        {
            bool[] haveRows = await Task.WhenAll(all.Select(rows => rows.MoveNextAsync().AsTask()));
            PriorityQueue<IAsyncEnumerator<TableEntity>, string> next = new(StringComparer.Ordinal);
            foreach ((IAsyncEnumerator<TableEntity> rows, _) in all.Zip(haveRows).Where(one => one.Second))
                next.Enqueue(rows, rows.Current.RowKey);
            while (next.TryDequeue(out IAsyncEnumerator<TableEntity>? rows, out _))
            {
                yield return rows.Current;
                if (await rows.MoveNextAsync())
                    next.Enqueue(rows, rows.Current.RowKey);
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<TableEntity> rows in all)
                await rows.DisposeAsync();
        }
    }
}
