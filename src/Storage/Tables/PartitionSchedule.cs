using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Webhooks.Storage.Tables;

/// <summary>
/// Keeps over how many partitions each day is spread: rows <c>{yyyyMMdd}</c> of <c>ServiceState</c>, partition
/// <c>partitions</c>, each from its day on, never changed and never removed. It is a fact of the day and not of a
/// process: were two of them of different minds, a repeat of an event would be stored a second time elsewhere. So the
/// setting only adds a row, of a day so far ahead that nobody has had to do with it yet.
/// </summary>
/// <remarks>
/// Whoever reads the rows on a day has to do with that day, those before, and the next: what claims to happen more than
/// an hour after its receipt is filed by that. And all there will ever be to know of these days is there: a row that is
/// added later is of the third day after, or later still. So the rows are read once a day, and what was read is right
/// however long it is held. The day between is for clocks that differ, and for a write that takes its time.
/// </remarks>
/// <param name="state">The table <c>ServiceState</c>.</param>
/// <param name="data">Where a row says that this is no first start: <c>Events</c> and <c>Deliveries</c>.</param>
/// <param name="options">The setting.</param>
/// <param name="time">The clock.</param>
public sealed class PartitionSchedule(
    TableClient state, IReadOnlyList<TableClient> data, PartitionOptions options, TimeProvider time)
{
    /// <summary>How many days ahead a change takes effect.</summary>
    public const int DaysAhead = 3;

    private const string Partition = "partitions";
    private const string Format = "yyyyMMdd";
    private const string Parts = "Parts";

    private Known? _known;

    /// <summary>Over how many partitions each day is spread; written down where nobody has yet.</summary>
    /// <exception cref="InvalidDataException">Somebody edited a row of it: nobody can say where rows are.</exception>
    public async ValueTask<DayParts> GetAsync(CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (Volatile.Read(ref _known) is { } known && known.ReadOn >= today)
            return known.Parts;

        List<(DateOnly From, int Parts)> entries = await ReadAsync(cancellationToken);
        if (entries.Count == 0)
        {
            // By everybody, whatever the setting: of two first starts the faster one decides, before anything is kept.
            int atFirst = await IsFirstAsync(cancellationToken) ? options.PerVendorDay : 1;
            entries = await AddAsync(DateOnly.MinValue, atFirst, cancellationToken);
        }

        DateOnly from = today.AddDays(DaysAhead);
        if (entries[^1].Parts != options.PerVendorDay && entries[^1].From < from)
            entries = await AddAsync(from, options.PerVendorDay, cancellationToken);
        Volatile.Write(ref _known, known = new Known(today, new DayParts(entries)));
        return known.Parts;
    }

    private async Task<List<(DateOnly From, int Parts)>> ReadAsync(CancellationToken cancellationToken)
    {
        List<(DateOnly From, int Parts)> entries = [];
        await foreach (TableEntity row in state.QueryAsync<TableEntity>(
            new KeyRange(Partition).Filter(), cancellationToken: cancellationToken))
        {
            if (!DateOnly.TryParseExact(
                row.RowKey, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly from))
                continue;
            if (new RowReader(row).NumberOrNull(Parts) is not (>= 1 and <= DayParts.Most and var parts))
                throw new InvalidDataException($"The row {row.RowKey} of ServiceState, {Partition}, has no number.");
            entries.Add((from, (int)parts));
        }

        return entries;
    }

    // What another was faster with stands.
    private async Task<List<(DateOnly From, int Parts)>> AddAsync(
        DateOnly from, int parts, CancellationToken cancellationToken)
    {
        TableEntity row = new(Partition, from.ToString(Format, CultureInfo.InvariantCulture)) { [Parts] = parts };
        try
        {
            await state.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            // Read below.
        }

        return await ReadAsync(cancellationToken);
    }

    private async Task<bool> IsFirstAsync(CancellationToken cancellationToken)
    {
        foreach (TableClient table in data)
        {
            if (await AnyRow.ExistsAsync(table, filter: null, cancellationToken))
                return false;
        }

        return true;
    }

    private sealed record Known(DateOnly ReadOn, DayParts Parts);
}

/// <summary>Over how many partitions a vendor's day is spread.</summary>
/// <param name="PerVendorDay">1 to <see cref="DayParts.Most"/>.</param>
public sealed record PartitionOptions(int PerVendorDay = 1);
