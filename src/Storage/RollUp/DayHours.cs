using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.RollUp;

/// <summary>
/// A day's counts by hour: a partition of <c>HourlyCounts</c>, one row <c>{HH}</c> an hour with the numbers packed in
/// binary columns, and further rows where they are too many for one (see <see cref="ChunkedValue"/>).
/// </summary>
internal sealed class DayHours
{
    private const string Column = "Counts";
    private const string Events = "Events"; // how many all numbers are together, for whoever need not unpack them

    private readonly string _partition;
    private readonly SortedDictionary<string, TableEntity> _rows = new(StringComparer.Ordinal);

    private DayHours(string partition) => _partition = partition;

    /// <summary>The counts by hour.</summary>
    public Dictionary<int, EventCounts> Counts { get; } = [];

    /// <summary>Hours whose rows cannot be read: they are to be counted again.</summary>
    public List<TableEntity> Unreadable { get; } = [];

    /// <summary>The row of <see cref="DayClaim"/>, or null where the day was never claimed.</summary>
    public TableEntity? Claim => _rows.GetValueOrDefault(DayClaim.RowKey);

    /// <summary>Reads a day's hours.</summary>
    public static async Task<DayHours> ReadAsync(TableClient table, VendorDay day, CancellationToken cancellationToken)
    {
        string partition = day.ToString();
        DayHours hours = new(partition);
        string filter = new KeyRange(partition).Filter();
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            hours._rows[row.RowKey] = row;

        foreach (TableEntity row in hours._rows.Values.Where(row => HourOf(row.RowKey) is not null))
        {
            if (hours.TryUnpack(row) is { } counts)
                hours.Counts[HourOf(row.RowKey)!.Value] = counts;
            else
                hours.Unreadable.Add(row);
        }

        return hours;
    }

    /// <summary>
    /// How many events each hour of a day had, as far as it was counted: without reading what they were.
    /// </summary>
    public static async Task<Dictionary<int, long>> TotalsAsync(
        TableClient table, VendorDay day, CancellationToken cancellationToken)
    {
        Dictionary<int, long> totals = [];
        string filter = new KeyRange(day.ToString()).Filter();
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            filter, select: ["RowKey", Events], cancellationToken: cancellationToken))
        {
            if (HourOf(row.RowKey) is { } hour && row.TryGetValue(Events, out object? total) && total is long events)
                totals[hour] = events;
        }

        return totals;
    }

    /// <summary>The hour of a row; null for the claim's, for further rows, and for what nobody here wrote.</summary>
    public static int? HourOf(string rowKey) =>
        rowKey.Length == 2
            && int.TryParse(rowKey, NumberStyles.None, CultureInfo.InvariantCulture, out int hour)
            && hour < 24
                ? hour
                : null;

    /// <summary>Takes an hour's new numbers.</summary>
    /// <returns>What writes them, their further rows first; nothing where they are as before.</returns>
    public List<TableTransactionAction> Replace(int hour, EventCounts counts)
    {
        bool isSame = Counts.TryGetValue(hour, out EventCounts? before) && before.IsSame(counts);
        Counts[hour] = counts;
        if (isSame)
            return [];

        TableEntity row = new(_partition, hour.ToString("00", CultureInfo.InvariantCulture))
        {
            [Events] = counts.Counts.Values.Sum(),
        };
        List<TableEntity> rows = [.. ChunkedValue.PutPacked(row, Column, counts.Pack()), row];
        HashSet<string> wanted = [.. rows.Select(wanted => wanted.RowKey)];
        IEnumerable<TableEntity> superseded = _rows.Values.Where(
            old => old.RowKey.StartsWith($"{row.RowKey}_", StringComparison.Ordinal) && !wanted.Contains(old.RowKey));
        return
        [
            .. rows.Select(wanted => new TableTransactionAction(TableTransactionActionType.UpsertReplace, wanted)),
            .. superseded.Select(old => new TableTransactionAction(TableTransactionActionType.Delete, old, ETag.All)),
        ];
    }

    private EventCounts? TryUnpack(TableEntity row)
    {
        try
        {
            return ChunkedValue.TryJoin(row, Column, _rows, out byte[] packed) || TryJoinFormer(row, out packed)
                ? EventCounts.Unpack(packed)
                : null;
        }
        catch (Exception e) when (
            e is JsonException or InvalidDataException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    // Columns Counts00, Counts01, …: how hours were written before they could have further rows.
    private static bool TryJoinFormer(TableEntity row, out byte[] packed)
    {
        using MemoryStream joined = new();
        for (int i = 0; row.TryGetValue(
            string.Create(CultureInfo.InvariantCulture, $"{Column}{i:00}"), out object? chunk); i++)
            joined.Write(chunk as byte[]);
        packed = joined.ToArray();
        return packed.Length > 0;
    }
}
