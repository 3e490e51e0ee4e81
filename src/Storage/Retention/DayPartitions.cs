using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Retention;

/// <summary>Finds the days of which a vendor has rows: one query each, however many days lie between them.</summary>
internal static class DayPartitions
{
    /// <summary>The first day with rows.</summary>
    /// <param name="table"><c>Events</c> or <c>Deliveries</c>.</param>
    /// <param name="after">Only days after this one.</param>
    /// <param name="before">Only days before this one.</param>
    /// <returns>The day, or null where there is none.</returns>
    public static async Task<DateOnly?> FirstAsync(
        WebhookTables tables,
        TableClient table,
        string vendor,
        DateOnly after,
        DateOnly before,
        CancellationToken cancellationToken)
    {
        // Whatever a row key is, it sorts before the next day's partition, and so do all parts of a day. What else is
        // between two days nobody here wrote.
        string to = new VendorDay(vendor, before).ToString();
        string? from = after == DateOnly.MaxValue ? null : new VendorDay(vendor, after.AddDays(1)).ToString();
        while (from is not null)
        {
            string filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
            from = null;
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(
                filter, 1, ["PartitionKey", "RowKey"], cancellationToken))
            {
                if (VendorDay.TryParse(row.PartitionKey, out VendorDay day))
                    return day.Day;
                await tables.Unreadable.NoteAsync(table, row, cancellationToken);
                from = KeyRange.After(row.PartitionKey);
                break;
            }
        }

        return null;
    }
}
