using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Received;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Deliveries;

/// <summary>A row of <c>RejectedDeliveries</c>: partition <c>{vendor}</c>, row <c>{DeliveryId}</c>.</summary>
internal static class RejectedRow
{
    private const string Replay = "Replay";

    /// <summary>The columns that <see cref="Read"/> needs.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "PartitionKey", "RowKey", nameof(RejectedDelivery.RejectedAt), nameof(RejectedDelivery.Reason),
        nameof(RejectedDelivery.Error), nameof(RejectedDelivery.Attempts),
    ];

    /// <summary>Makes the row.</summary>
    /// <param name="rejection">Why it is rejected.</param>
    /// <param name="rejectedAt">When it was.</param>
    /// <param name="parts">Over how many partitions the delivery's day is spread.</param>
    /// <param name="attempts">How often it was.</param>
    /// <param name="replay">The id of the replay that tried last, or null.</param>
    public static TableEntity Of(
        Delivery delivery,
        Rejection rejection,
        DateTimeOffset rejectedAt,
        DayParts parts,
        int attempts = 1,
        string? replay = null)
    {
        DeliveryKey key = DeliveryKey.Of(delivery, parts);
        TableEntity row = new(delivery.Vendor, delivery.Id)
        {
            [nameof(RejectedDelivery.RejectedAt)] = rejectedAt,
            [nameof(RejectedDelivery.Reason)] = rejection.Reason,
            [nameof(RejectedDelivery.Error)] = rejection.Error,
            ["DeliveryPartitionKey"] = key.Partition,
            ["DeliveryRowKey"] = key.Row,
            [nameof(RejectedDelivery.Attempts)] = attempts,
        };
        if (replay is not null)
            row[Replay] = replay;
        return row;
    }

    /// <summary>Reads the row; null where it cannot be read.</summary>
    public static RejectedDelivery? Read(TableEntity row)
    {
        RowReader columns = new(row);
        RejectedDelivery rejected = new(
            row.PartitionKey,
            row.RowKey,
            columns.TimeOrNull(nameof(RejectedDelivery.RejectedAt)) ?? default,
            columns.Text(nameof(RejectedDelivery.Reason)),
            columns.TextOrNull(nameof(RejectedDelivery.Error)),
            (int)(columns.NumberOrNull(nameof(RejectedDelivery.Attempts)) ?? 1))
        {
            Replay = columns.TextOrNull(Replay),
        };
        return columns.IsReadable ? rejected : null;
    }
}
