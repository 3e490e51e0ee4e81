using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;

namespace Webhooks.Storage.RollUp;

/// <summary>An hour's counts: partition <c>{vendor}_{yyyyMMdd}</c>, row <c>{HH}</c>, the numbers packed in binary columns.</summary>
internal sealed record HourRow(string Partition, int Hour)
{
    private const int ChunkBytes = 64 * 1024;

    public EventCounts Counts { get; init; } = new();

    public ETag ETag { get; init; }

    /// <summary>Reads a day's hours.</summary>
    public static async Task<Dictionary<int, HourRow>> ReadAsync(TableClient table, string partition, CancellationToken cancellationToken)
    {
        Dictionary<int, HourRow> hours = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            int hour = int.Parse(row.RowKey, CultureInfo.InvariantCulture);
            hours[hour] = new HourRow(partition, hour) { Counts = EventCounts.Unpack(Join(row)), ETag = row.ETag };
        }

        return hours;
    }

    /// <summary>Replaces the row on the condition that it is still the one that was read.</summary>
    public async Task WriteAsync(TableClient table, HourRow? read, CancellationToken cancellationToken)
    {
        TableEntity row = new(Partition, Hour.ToString("00", CultureInfo.InvariantCulture));
        byte[] packed = Counts.Pack();
        for (int at = 0, i = 0; at < packed.Length; at += ChunkBytes, i++)
            row[Column(i)] = packed[at..Math.Min(at + ChunkBytes, packed.Length)];

        if (read is null)
            await table.AddEntityAsync(row, cancellationToken);
        else
            await table.UpdateEntityAsync(row, read.ETag, TableUpdateMode.Replace, cancellationToken);
    }

    private static byte[] Join(TableEntity row)
    {
        using MemoryStream packed = new();
        for (int i = 0; row.TryGetValue(Column(i), out object? chunk); i++)
            packed.Write((byte[])chunk!);
        return packed.ToArray();
    }

    private static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"Counts{index:00}");
}
