using System.Globalization;
using Azure.Data.Tables;

namespace Webhooks.Storage.Events;

/// <summary>An hour whose events changed; a row of <c>TouchedHours</c> until it is counted again.</summary>
/// <param name="Vendor">The vendor's name.</param>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Hour">0 to 23.</param>
public readonly record struct TouchedHour(string Vendor, DateOnly Day, int Hour)
{
    /// <summary>Makes the row: partition <c>{vendor}</c>, row <c>{yyyyMMddHH}</c>.</summary>
    /// <returns>The row.</returns>
    public TableEntity ToRow() => new(Vendor, string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}{Hour:00}"));

    /// <summary>Reads the row.</summary>
    /// <param name="row">A row of <c>TouchedHours</c>.</param>
    /// <returns>The hour.</returns>
    public static TouchedHour From(TableEntity row) => new(
        row.PartitionKey,
        DateOnly.ParseExact(row.RowKey.AsSpan(0, 8), "yyyyMMdd", CultureInfo.InvariantCulture),
        int.Parse(row.RowKey.AsSpan(8), CultureInfo.InvariantCulture));
}
