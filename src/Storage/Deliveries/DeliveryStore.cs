using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Received;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Deliveries;

/// <summary>Keeps deliveries as they were received, and what became of them.</summary>
public sealed class DeliveryStore(WebhookTables tables)
{
    private readonly ContactIndex _contacts = new(tables);

    /// <summary>
    /// Stores deliveries that were just mapped, with a row in <c>RejectedDeliveries</c> for each rejected one.
    /// </summary>
    /// <param name="outcomes">What the deliveries were mapped to.</param>
    /// <param name="rejectedAt">When they were processed.</param>
    /// <returns>
    /// Those that are stored already, since their message came again, and may have been replayed or erased since: they
    /// are left alone, but may have a row in <c>RejectedDeliveries</c> that they should not.
    /// </returns>
    public async Task<IReadOnlyList<DeliveryOutcome>> AddAsync(
        IReadOnlyCollection<DeliveryOutcome> outcomes, DateTimeOffset rejectedAt, CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);

        // First, so that whoever sees a delivery that is rejected finds out why; one that is there keeps its attempts.
        await TransactionWriter.AddMissingAsync(
            tables.RejectedDeliveries,
            [.. outcomes
                .Where(outcome => outcome.Rejection is not null)
                .Select(outcome => RejectedRow.Of(outcome.Delivery, outcome.Rejection!, rejectedAt, parts))],
            cancellationToken);
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        List<DeliveryOutcome> known = [];
        try
        {
            await TransactionWriter.SubmitAsync(
                tables.Deliveries, [.. Additions(outcomes, key, parts)], cancellationToken);
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            foreach (DeliveryOutcome outcome in outcomes)
            {
                if (!await TryAddAsync(outcome, key, parts, cancellationToken))
                    known.Add(outcome);
            }
        }

        return known;
    }

    /// <summary>
    /// Stores a delivery that is too large for a message, before a message that names it is queued. A row in
    /// <c>PendingDeliveries</c> comes first, so that one whose message was never queued is found again.
    /// </summary>
    public async Task ParkAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        TableEntity pending = new(delivery.Vendor, delivery.Id);
        await tables.PendingDeliveries.UpsertEntityAsync(pending, TableUpdateMode.Replace, cancellationToken);
        List<TableEntity> rows = DeliveryRow.From(delivery, DeliveryStatuses.Received, [], error: null, parts);
        try
        {
            // Its own row is added, not replaced: a try that was given up may arrive when the delivery is processed
            // long since.
            await TransactionWriter.SubmitAsync(
                tables.Deliveries, [.. DeliveryRow.Write(rows, known: null)], cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == "EntityAlreadyExists")
        {
            // By an earlier try, whose answer was lost.
        }
    }

    /// <summary>Says that deliveries wait no longer.</summary>
    /// <returns>When no trace of waiting is left.</returns>
    public Task SettleAsync(IReadOnlyCollection<Delivery> waited, CancellationToken cancellationToken) =>
        TransactionWriter.DeleteAsync(
            tables.PendingDeliveries,
            [.. waited.Select(delivery => new TableEntity(delivery.Vendor, delivery.Id))],
            cancellationToken);

    /// <summary>Says that those of them that waited wait no longer.</summary>
    internal Task SettleAsync(IEnumerable<StoredDelivery> stored, CancellationToken cancellationToken) => SettleAsync(
        [.. stored.Where(s => s.Status == DeliveryStatuses.Received).Select(s => s.Delivery)], cancellationToken);

    /// <summary>Reads a delivery by its id alone.</summary>
    /// <returns>The delivery, or null where there is none of that id.</returns>
    public async Task<StoredDelivery?> FindAsync(string vendor, string id, CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        if (!DeliveryKey.TryOf(vendor, id, parts, out DeliveryKey key))
            return null;

        NullableResponse<TableEntity> row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(
            key.Partition, key.Row, cancellationToken: cancellationToken);
        return row.HasValue ? await ReadAsync(row.Value!, cancellationToken) : null;
    }

    /// <summary>Whether a delivery is stored, and all of its events were stored and put to be sent on.</summary>
    internal async Task<bool> IsDoneAsync(string vendor, string id, CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        if (!DeliveryKey.TryOf(vendor, id, parts, out DeliveryKey key))
            return false;
        NullableResponse<TableEntity> row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(
            key.Partition, key.Row, [DeliveryRow.Status], cancellationToken);
        return row.HasValue && new RowReader(row.Value!).TextOrNull(DeliveryRow.Status)
            is DeliveryStatuses.Processed or DeliveryStatuses.Erased;
    }

    /// <summary>Reads a delivery from its row; null, and the row is named, where it cannot be read.</summary>
    internal async Task<StoredDelivery?> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        StoredDelivery? stored = await DeliveryRow.ReadAsync(tables.Deliveries, row, parts, cancellationToken);
        if (stored is null)
            await tables.Unreadable.NoteAsync(tables.Deliveries, row, cancellationToken);
        return stored;
    }

    /// <summary>Reads a delivery's row of <c>RejectedDeliveries</c>.</summary>
    /// <returns>The row, or null.</returns>
    public async Task<TableEntity?> FindRejectedAsync(string vendor, string id, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await tables.RejectedDeliveries.GetEntityIfExistsAsync<TableEntity>(
            vendor, id, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>Deletes a delivery's row of <c>RejectedDeliveries</c>, if there is one.</summary>
    internal Task DeleteRejectedAsync(Delivery delivery, CancellationToken cancellationToken) =>
        tables.RejectedDeliveries.DeleteEntityAsync(delivery.Vendor, delivery.Id, ETag.All, cancellationToken);

    /// <summary>Deletes a delivery of a day that is purged already, and what leads to it.</summary>
    internal async Task DeleteExpiredAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        DeliveryKey key = DeliveryKey.Of(delivery, await tables.Schedule.GetAsync(cancellationToken));
        await _contacts.ForgetAsync(key, delivery.Id, cancellationToken);
        await DeleteRowsAsync(key, cancellationToken);
    }

    /// <summary>Deletes a delivery's row together with its further ones.</summary>
    internal async Task DeleteRowsAsync(DeliveryKey key, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in tables.Deliveries.QueryAsync<TableEntity>(
            KeyRange.With(key.Partition, key.Row).Filter(),
            select: ["PartitionKey", "RowKey"],
            cancellationToken: cancellationToken))
        {
            rows.Add(row);
        }

        await TransactionWriter.DeleteAsync(tables.Deliveries, rows, cancellationToken);
    }

    /// <summary>The row of a rejected delivery, or null where it is there and right.</summary>
    internal async Task<TableEntity?> RejectedRowAsync(
        StoredDelivery stored,
        DeliveryOutcome outcome,
        string? attempt,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        TableEntity? row = stored.Status == DeliveryStatuses.Rejected || stored.IsUnfinished
            ? await FindRejectedAsync(outcome.Delivery.Vendor, outcome.Delivery.Id, cancellationToken)
            : null;
        RejectedDelivery? known = row is null ? null : RejectedRow.Read(row);
        bool isAnother = known is null || (attempt is not null && known.Replay != attempt);
        if (!isAnother && known!.Reason == outcome.Rejection!.Reason && known.Error == outcome.Rejection.Error)
            return null;
        int attempts = (known?.Attempts ?? 0) + (isAnother ? 1 : 0);
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        return RejectedRow.Of(outcome.Delivery, outcome.Rejection!, now, parts, attempts, attempt);
    }

    private async Task<bool> TryAddAsync(
        DeliveryOutcome outcome, ContactKey key, DayParts parts, CancellationToken cancellationToken)
    {
        try
        {
            await TransactionWriter.SubmitAsync(
                tables.Deliveries, [.. Additions([outcome], key, parts)], cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            return false;
        }
    }

    // Their contacts' rows come first: wherever it is cut off, whoever finds a delivery finds it by them, too.
    private static IEnumerable<TableTransactionAction> Additions(
        IReadOnlyCollection<DeliveryOutcome> outcomes, ContactKey key, DayParts parts) =>
    [
        .. Contacts(outcomes, key, parts),
        .. outcomes.SelectMany(outcome => DeliveryRow.Write(
            DeliveryRow.From(outcome.Delivery, outcome.Status, outcome.EventKeys, outcome.Rejection?.Error, parts),
            known: null)),
    ];

    /// <summary>What writes the rows that lead from their contacts to deliveries.</summary>
    internal static IEnumerable<TableTransactionAction> Contacts(
        IEnumerable<DeliveryOutcome> outcomes, ContactKey key, DayParts parts) =>
        ContactRow.Of(outcomes.Select(outcome => (outcome.Delivery, NamedContacts.Of(outcome, key))), parts)
            .Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
}
