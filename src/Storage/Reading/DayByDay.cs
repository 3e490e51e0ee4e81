using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Reading;

/// <summary>
/// Reads the rows of several vendors' days as one list, newest first: their row keys begin with the time, so that a
/// place in the list is a day and a row key, whoever's row it is, and in whichever of the day's partitions.
/// </summary>
/// <param name="readerOf">Reads a partition of a vendor's day.</param>
/// <param name="vendors">The vendors' names.</param>
/// <param name="parts">Over how many partitions the days are spread.</param>
/// <param name="first">The day to stop at.</param>
/// <param name="endOfDay">The row key that a day's rows all come before.</param>
internal sealed class DayByDay(
    Func<VendorDay, string, NewestFirst> readerOf,
    IReadOnlyList<string> vendors,
    DayParts parts,
    DateOnly first,
    string endOfDay,
    TimeProvider time)
{
    // Of a page: a day costs a request for each partition even where it is empty. It ends sooner once it has something.
    private const int MaxDays = 62;
    private const int FewDays = 7;
    private const int Width = 24; // hours

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4); // an answer may take ten

    /// <summary>Where a day begins, read from its end.</summary>
    public DayCursor EndOf(DateOnly day, long width = KeySpace.Hour) => new(day, new PageCursor(endOfDay, width));

    /// <summary>Reads a page.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="limit">The most rows, at least 1.</param>
    /// <param name="isWanted">Leaves out rows that no filter of storage's can; null takes all.</param>
    /// <returns>
    /// The rows, and where to go on; null where the days are read to their end. A page that would cost too much ends
    /// early, and may even be empty.
    /// </returns>
    public async Task<(List<TableEntity> Rows, DayCursor? Next)> ReadAsync(
        DayCursor from, int limit, Func<TableEntity, bool>? isWanted, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        List<TableEntity> found = [];
        DayCursor at = from;
        for (int days = 0; ;)
        {
            (List<TableEntity> rows, PageCursor? next) = await ReadDayAsync(at, limit, cancellationToken);
            foreach (TableEntity row in rows.Where(isWanted ?? (_ => true)))
            {
                found.Add(row);
                if (found.Count == limit)
                    return (found, at with { At = new PageCursor(row.RowKey, next?.Width ?? at.At.Width) });
            }

            if (next is not null)
                at = at with { At = next.Value };
            else if (at.Day <= first)
                return (found, null);
            else
            {
                at = EndOf(at.Day.AddDays(-1), rows.Count < limit / 2 ? Width * KeySpace.Hour : at.At.Width);
                days++;
            }

            if (days == MaxDays || (days >= FewDays && found.Count > 0) || time.GetElapsedTime(start) > Patience)
                return (found, at);
        }
    }

    private Task<(List<TableEntity> Rows, PageCursor? Next)> ReadDayAsync(
        DayCursor from, int limit, CancellationToken cancellationToken)
    {
        IEnumerable<NewestFirst> readers = vendors.Select(vendor => new VendorDay(vendor, from.Day))
            .SelectMany(day => parts.PartitionsOf(day).Select(partition => readerOf(day, partition)));
        return Merged.NewestFirstAsync([.. readers], from.At, limit, cancellationToken);
    }
}
