using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Deliveries;

/// <summary>Keeps deliveries as they were received, and what became of them.</summary>
/// <param name="tables">The tables.</param>
public sealed class DeliveryStore(WebhookTables tables)
{
    private const string Attempts = "Attempts";

    /// <summary>Stores processed and rejected deliveries, with a row in <c>RejectedDeliveries</c> for each of the latter.</summary>
    /// <param name="outcomes">What the deliveries were mapped to.</param>
    /// <param name="rejectedAt">When they were processed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When they are stored.</returns>
    public async Task StoreAsync(
        IReadOnlyCollection<DeliveryOutcome> outcomes, DateTimeOffset rejectedAt, CancellationToken cancellationToken)
    {
        List<TableEntity> rejected = [.. outcomes.Where(outcome => outcome.Rejection is not null).Select(outcome => RejectedRow(outcome, rejectedAt))];
        await TransactionWriter.ReplaceAsync(tables.RejectedDeliveries, rejected, cancellationToken);
        List<TableEntity> rows = [.. outcomes.SelectMany(outcome => DeliveryRow.From(
            outcome.Delivery, outcome.Status, outcome.EventKeys, outcome.Rejection?.Error))];
        await TransactionWriter.ReplaceAsync(tables.Deliveries, rows, cancellationToken);
    }

    /// <summary>
    /// Stores a delivery that is too large for a message, before a message that names it is queued. A row in
    /// <c>PendingDeliveries</c> comes first, so that one whose message was never queued is found again.
    /// </summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When it is stored.</returns>
    public async Task ParkAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        TableEntity pending = new(delivery.Vendor, delivery.Id);
        await tables.PendingDeliveries.UpsertEntityAsync(pending, TableUpdateMode.Replace, cancellationToken);
        await TransactionWriter.ReplaceAsync(
            tables.Deliveries, DeliveryRow.From(delivery, DeliveryStatuses.Received, [], error: null), cancellationToken);
    }

    /// <summary>Says that a parked delivery, or one that was replayed, has been processed.</summary>
    /// <param name="outcome">What it was mapped to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When no trace of waiting or of an earlier rejection is left.</returns>
    public async Task SettleAsync(DeliveryOutcome outcome, CancellationToken cancellationToken)
    {
        (string vendor, string id) = (outcome.Delivery.Vendor, outcome.Delivery.Id);
        if (outcome.Rejection is null)
            await tables.RejectedDeliveries.DeleteEntityAsync(vendor, id, ETag.All, cancellationToken);
        await tables.PendingDeliveries.DeleteEntityAsync(vendor, id, ETag.All, cancellationToken);
    }

    /// <summary>Reads a delivery by its id alone.</summary>
    /// <param name="vendor">The vendor's name.</param>
    /// <param name="id">The delivery's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The delivery, or null where there is none of that id.</returns>
    public async Task<StoredDelivery?> FindAsync(string vendor, string id, CancellationToken cancellationToken)
    {
        if (!DeliveryId.TryParse(id, out string canonical, out DateTimeOffset receivedAt))
            return null;

        NullableResponse<TableEntity> row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(
            TableKeys.Partition(vendor, receivedAt), TableKeys.Row(receivedAt, canonical), cancellationToken: cancellationToken);
        return row.HasValue ? await DeliveryRow.ReadAsync(tables.Deliveries, row.Value!, cancellationToken) : null;
    }

    /// <summary>How often a delivery was rejected so far.</summary>
    /// <param name="vendor">The vendor's name.</param>
    /// <param name="id">The delivery's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>0 where it was not.</returns>
    public async Task<int> AttemptsAsync(string vendor, string id, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await tables.RejectedDeliveries.GetEntityIfExistsAsync<TableEntity>(
            vendor, id, [Attempts], cancellationToken);
        return row.HasValue ? row.Value!.GetInt32(Attempts) ?? 0 : 0;
    }

    private static TableEntity RejectedRow(DeliveryOutcome outcome, DateTimeOffset rejectedAt) =>
        new(outcome.Delivery.Vendor, outcome.Delivery.Id)
        {
            ["RejectedAt"] = rejectedAt,
            ["Reason"] = outcome.Rejection!.Reason,
            ["Error"] = outcome.Rejection.Error,
            ["DeliveryPartitionKey"] = TableKeys.Partition(outcome.Delivery.Vendor, outcome.Delivery.ReceivedAt),
            ["DeliveryRowKey"] = TableKeys.Row(outcome.Delivery.ReceivedAt, outcome.Delivery.Id),
            [Attempts] = outcome.Attempt,
        };
}
