using System.Globalization;
using Azure.Data.Tables;

namespace Webhooks.Storage.Retention;

/// <summary>Finds the days of which a vendor has rows: one query each, however many days lie between them.</summary>
internal static class DayPartitions
{
    private const string Format = "yyyyMMdd";

    /// <summary>The first day with rows.</summary>
    /// <param name="table"><c>Events</c> or <c>Deliveries</c>.</param>
    /// <param name="vendor">The vendor's name.</param>
    /// <param name="after">Only days after this one.</param>
    /// <param name="before">Only days before this one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The day, or null where there is none.</returns>
    public static async Task<DateOnly?> FirstAsync(
        TableClient table, string vendor, DateOnly after, DateOnly before, CancellationToken cancellationToken)
    {
        // Whatever a row key is, it sorts before the next day's partition.
        if (after == DateOnly.MaxValue)
            return null;
        (string from, string to) = (Partition(vendor, after.AddDays(1)), Partition(vendor, before));
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, 1, ["PartitionKey", "RowKey"], cancellationToken))
            return DateOnly.ParseExact(row.PartitionKey.AsSpan(vendor.Length + 1), Format, CultureInfo.InvariantCulture);
        return null;
    }

    /// <summary>The partition of a vendor's day.</summary>
    public static string Partition(string vendor, DateOnly day) => $"{vendor}_{day.ToString(Format, CultureInfo.InvariantCulture)}";
}
