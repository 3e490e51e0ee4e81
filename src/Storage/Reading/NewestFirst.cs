using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Reading;

/// <summary>
/// Reads a partition from its end. Table Storage sorts rows ascending and cannot be asked for the last ones, so this
/// asks for stretches of time, each before the other: narrower where rows are dense, wider where they are few.
/// </summary>
/// <remarks>A row whose key is none of these, which only a person can have made, is named and passed over.</remarks>
/// <param name="table">The one to read.</param>
/// <param name="keys">How its row keys are laid out.</param>
/// <param name="filter">A further OData condition, or null.</param>
/// <param name="columns">The columns to read, or null for all.</param>
/// <param name="floor">The place to stop at.</param>
/// <param name="maxAtOnce">The most rows to ask for at once, where they may be large.</param>
internal sealed class NewestFirst(
    WebhookTables tables,
    TableClient table,
    string partition,
    KeySpace keys,
    string? filter = null,
    IReadOnlyList<string>? columns = null,
    long floor = 0,
    int maxAtOnce = 1000)
{
    private const int MaxRequests = 24;
    private const int MaxPagesOfStretch = 4;
    private const int Step = 8;

    /// <summary>Reads a page.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="limit">The most rows.</param>
    /// <returns>
    /// The rows, newest first, and where to go on, or null at the floor. A page that would cost too many
    /// requests (a rare type of a busy day) ends early, and may even be empty.
    /// </returns>
    public async Task<(List<TableEntity> Rows, PageCursor? Next)> ReadAsync(
        PageCursor from, int limit, CancellationToken cancellationToken)
    {
        List<TableEntity> found = [];
        (string below, long width) = from;
        int dense = Math.Min(Math.Max(limit * 4, 100), maxAtOnce);
        for (int requests = 0; requests < MaxRequests; requests++)
        {
            long start = Math.Max(floor, keys.PlaceOf(below) - width);
            List<TableEntity>? rows = await StretchAsync(
                keys.At(start), below, dense, isNarrowest: width == 1, cancellationToken);
            if (rows is null)
            {
                width = Math.Max(1, width / Step);
                continue;
            }

            rows.Reverse();
            if (found.Count + rows.Count >= limit)
            {
                found.AddRange(rows[..(limit - found.Count)]);
                return (found, new PageCursor(found[^1].RowKey, width));
            }

            found.AddRange(rows);
            if (start == floor)
                return (found, null);
            below = keys.At(start);
            if (rows.Count < dense / Step)
                width = width < long.MaxValue / Step ? width * Step : width;
        }

        return (found, new PageCursor(below, width));
    }

    // The rows from a key up to another, or null where they are too many to read for one page.
    private async Task<List<TableEntity>?> StretchAsync(
        string from, string below, int dense, bool isNarrowest, CancellationToken cancellationToken)
    {
        AsyncPageable<TableEntity> query = table.QueryAsync<TableEntity>(
            new KeyRange(partition, from, below).Filter(filter), dense, columns, cancellationToken);
        List<TableEntity> rows = [];
        int pages = 0;
        await foreach (Page<TableEntity> page in query.AsPages())
        {
            foreach (TableEntity row in page.Values)
            {
                if (keys.IsKey(row.RowKey))
                    rows.Add(row);
                else if (!keys.IsFurther(row.RowKey))
                    await tables.Unreadable.NoteAsync(table, row, cancellationToken);
            }

            bool isLast = page.ContinuationToken is null;
            if (!isNarrowest && !isLast && (rows.Count >= dense || ++pages == MaxPagesOfStretch))
                return null;
        }

        return rows;
    }
}
