using Azure.Data.Tables;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Received;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tracing;

/// <summary>
/// Finds out what became of a delivery, by its id alone: the id holds its day, so it is one read per vendor.
/// </summary>
public sealed class DeliveryTrace(
    WebhookTables tables, VendorRegistry vendors, DeliveryStore deliveries, EventStore events)
{
    private const int MaxEvents = 100;

    private static readonly string[] EventColumns = ["PartitionKey", "RowKey", "Type", "DeliveryId"];

    /// <summary>Finds a delivery.</summary>
    /// <returns>What became of it; null where none of that id is stored.</returns>
    public async Task<TracedDelivery?> FindAsync(string id, CancellationToken cancellationToken)
    {
        StoredDelivery?[] found = await Task.WhenAll(
            vendors.Names().Select(vendor => deliveries.FindAsync(vendor, id, cancellationToken)));
        if (Array.Find(found, stored => stored is not null) is not { } delivery)
            return null;

        TableEntity? row = delivery.Status == DeliveryStatuses.Rejected
            ? await deliveries.FindRejectedAsync(delivery.Delivery.Vendor, delivery.Delivery.Id, cancellationToken)
            : null;
        RejectedDelivery? rejected = row is null ? null : RejectedRow.Read(row);
        EventKey[] first = [.. delivery.EventKeys.Take(MaxEvents)];
        Dictionary<EventKey, TableEntity> there = await events.ReadAsync(first, EventColumns, cancellationToken);
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        return new TracedDelivery(
            delivery,
            [.. first.Select(key => Traced(key, key.PartitionIn(parts), there.GetValueOrDefault(key)))],
            rejected?.Reason,
            rejected?.Attempts,
            rejected?.RejectedAt);
    }

    private static TracedEvent Traced(EventKey key, string partition, TableEntity? row)
    {
        RowReader columns = new(row ?? []);
        return new TracedEvent(key, partition, columns.TextOrNull("Type"), columns.TextOrNull("DeliveryId"));
    }
}

/// <summary>What became of a delivery.</summary>
/// <param name="Events">Its first events.</param>
/// <param name="Reason">Why it was rejected, or null.</param>
/// <param name="Attempts">How often it was tried, where it is rejected.</param>
/// <param name="RejectedAt">When it was rejected last, or null.</param>
public sealed record TracedDelivery(
    StoredDelivery Stored,
    IReadOnlyList<TracedEvent> Events,
    string? Reason,
    int? Attempts,
    DateTimeOffset? RejectedAt);

/// <summary>An event of a delivery.</summary>
/// <param name="Partition">The partition of <c>Events</c> that it is in, or was.</param>
/// <param name="Type">Its type; null where it is not stored any more.</param>
/// <param name="DeliveryId">
/// The delivery it belongs to: of repeats the latest; null where it is not stored any more.
/// </param>
public sealed record TracedEvent(EventKey Key, string Partition, string? Type, string? DeliveryId);
