using Azure.Data.Tables;
using Webhooks.Storage.Rows;

namespace Webhooks.Storage.Drift;

/// <summary>A row of <c>SchemaDrift</c>.</summary>
internal static class DriftRow
{
    /// <summary>Makes the row.</summary>
    public static TableEntity Of(SeenDrift seen, string rowKey) => new(seen.Vendor, rowKey)
    {
        [nameof(SeenDrift.Kind)] = seen.Kind,
        [nameof(SeenDrift.Name)] = seen.Name,
        [nameof(SeenDrift.Detail)] = seen.Detail,
        [nameof(SeenDrift.FirstSeen)] = seen.FirstSeen,
        [nameof(SeenDrift.LastSeen)] = seen.LastSeen,
        [nameof(SeenDrift.Count)] = seen.Count,
        [nameof(SeenDrift.SampleDeliveryId)] = seen.SampleDeliveryId,
    };

    /// <summary>Reads the row; null where it cannot be read.</summary>
    public static SeenDrift? Read(TableEntity row)
    {
        RowReader columns = new(row);
        SeenDrift seen = new(
            row.PartitionKey,
            columns.Text(nameof(SeenDrift.Kind)),
            columns.Text(nameof(SeenDrift.Name)),
            columns.TextOrNull(nameof(SeenDrift.Detail)) ?? "",
            columns.Time(nameof(SeenDrift.FirstSeen)),
            columns.Time(nameof(SeenDrift.LastSeen)),
            columns.Number(nameof(SeenDrift.Count)),
            columns.TextOrNull(nameof(SeenDrift.SampleDeliveryId)) ?? "");
        return columns.IsReadable ? seen : null;
    }
}
