using Azure.Data.Tables;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Received;

/// <summary>Lists deliveries, of one or all vendors, newest first; never reads a body.</summary>
public sealed class DeliveryReader(WebhookTables tables, TimeProvider time)
{
    private static readonly string[] Columns =
    [
        "PartitionKey", "RowKey", nameof(ListedDelivery.DeliveryId), nameof(ListedDelivery.Vendor),
        nameof(ListedDelivery.ReceivedAt), nameof(ListedDelivery.Method), nameof(ListedDelivery.ContentType),
        DeliveryRow.Status, DeliveryRow.BodyLength, DeliveryRow.EventCount, DeliveryRow.Error,
    ];

    /// <summary>Whether a text is a continuation that a <see cref="DeliveryList"/> gave.</summary>
    /// <param name="continuation">The text.</param>
    public static bool IsContinuation(string continuation) => DayCursor.TryParse(continuation, out _);

    /// <summary>Reads a page.</summary>
    /// <param name="limit">The most of them, at least 1.</param>
    /// <param name="continuation">From the page before, or null for the newest.</param>
    public async Task<DeliveryList> PageAsync(
        DeliveryQuery query, int limit, string? continuation, CancellationToken cancellationToken)
    {
        DayByDay days = new(
            (day, partition) => new NewestFirst(
                tables, tables.Deliveries, partition, KeySpace.OfDay, Filter(query, day.Vendor), Columns),
            query.Vendors,
            await tables.Schedule.GetAsync(cancellationToken),
            query.From,
            KeySpace.OfDay.At(24 * KeySpace.Hour),
            time);
        DayCursor from = continuation is not null && DayCursor.TryParse(continuation, out DayCursor? cursor)
            ? cursor.Value
            : days.EndOf(query.To);
        (List<TableEntity> rows, DayCursor? next) = await days.ReadAsync(
            from,
            limit,
            query.Text is { } text ? row => row.RowKey.Contains(text, StringComparison.OrdinalIgnoreCase) : null,
            cancellationToken);
        return new DeliveryList(
            await tables.Unreadable.ReadAsync(tables.Deliveries, rows, Read, cancellationToken), next?.ToString());
    }

    // Further rows of large deliveries have no vendor.
    private static string Filter(DeliveryQuery query, string vendor)
    {
        string filter = TableClient.CreateQueryFilter($"Vendor eq {vendor}");
        return query.Status is { } status
            ? $"{filter} and {TableClient.CreateQueryFilter($"Status eq {status}")}"
            : filter;
    }

    private static ListedDelivery? Read(TableEntity row)
    {
        RowReader columns = new(row);
        ListedDelivery read = new(
            columns.Text(nameof(ListedDelivery.DeliveryId)),
            columns.Text(nameof(ListedDelivery.Vendor)),
            columns.Time(nameof(ListedDelivery.ReceivedAt)),
            columns.Text(nameof(ListedDelivery.Method)),
            columns.TextOrNull(nameof(ListedDelivery.ContentType)),
            columns.Text(DeliveryRow.Status),
            columns.NumberOrNull(DeliveryRow.BodyLength) ?? 0,
            columns.NumberOrNull(DeliveryRow.EventCount) ?? 0,
            columns.TextOrNull(DeliveryRow.Error));
        return columns.IsReadable ? read : null;
    }
}
