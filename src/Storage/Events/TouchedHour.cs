using System.Globalization;
using Azure.Data.Tables;

namespace Webhooks.Storage.Events;

/// <summary>An hour whose events changed; a row of <c>TouchedHours</c> until it is counted again.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Hour">0 to 23.</param>
public readonly record struct TouchedHour(string Vendor, DateOnly Day, int Hour)
{
    /// <summary>Makes the row: partition <c>{vendor}</c>, row <c>{yyyyMMddHH}</c>.</summary>
    public TableEntity ToRow() => new(Vendor, string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}{Hour:00}"));

    /// <summary>Reads the row.</summary>
    /// <param name="row">A row of <c>TouchedHours</c>.</param>
    /// <returns>False where the row names none.</returns>
    public static bool TryParse(TableEntity row, out TouchedHour hour)
    {
        hour = default;
        if (!DateTime.TryParseExact(
            row.RowKey, "yyyyMMddHH", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime start))
            return false;
        hour = new TouchedHour(row.PartitionKey, DateOnly.FromDateTime(start), start.Hour);
        return true;
    }
}
