using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Contacts;

/// <summary>Reads the rows that lead from a contact to deliveries and events: ranges of a vendor's days.</summary>
/// <param name="tables">The tables.</param>
public sealed class ContactIndex(WebhookTables tables)
{
    // An instance of a former version may still have stored deliveries while the first of this one began the index.
    private const int DaysToBegin = 2;

    private const int RowsAtOnce = 1000;

    /// <summary>The first day (of receipt) that is indexed wholly: what is older is to be read in full.</summary>
    public async Task<DateOnly> BeginsAsync(CancellationToken cancellationToken)
    {
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        return DateOnly.FromDateTime(key.Since.UtcDateTime).AddDays(key.IsFirst ? 0 : DaysToBegin);
    }

    /// <summary>Reads the rows of contacts in a part of a day.</summary>
    /// <param name="partition">A partition of the vendor's day of receipt.</param>
    /// <param name="names">What the contacts are indexed by, and what stands for it.</param>
    /// <param name="after">Only rows whose key comes after this one.</param>
    /// <param name="limit">Stops with the row that reaches so many entries.</param>
    /// <returns>Those that lead somewhere, in the order of their keys.</returns>
    internal async Task<List<FoundContact>> ReadAsync(
        string partition,
        IReadOnlyCollection<string> names,
        string after,
        int limit,
        CancellationToken cancellationToken)
    {
        List<FoundContact> found = [];
        int entries = 0;
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        foreach (KeyRange asked in ContactRow.Ranges(partition, names, parts))
        {
            KeyRange range = asked;
            if (string.CompareOrdinal(range.Below, after) <= 0)
                continue;
            if (string.CompareOrdinal(range.From, after) <= 0)
                range = range with { From = KeyRange.After(after) };
            await foreach (TableEntity row in tables.Deliveries.QueryAsync<TableEntity>(
                range.Filter(), RowsAtOnce, cancellationToken: cancellationToken))
            {
                List<ContactEntry> theirs = ContactRow.Read(row, names);
                if (theirs.Count == 0)
                    continue;
                found.Add(new FoundContact(row, theirs));
                entries += theirs.Count;
                if (entries >= limit)
                    return found;
            }
        }

        return found;
    }

    /// <summary>Takes out of the index whatever leads to a delivery: reads the index of its partition.</summary>
    internal async Task ForgetAsync(DeliveryKey key, string deliveryId, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in tables.Deliveries.QueryAsync<TableEntity>(
            KeyRange.Under(key.Partition, ContactRow.Prefix).Filter(), cancellationToken: cancellationToken))
        {
            if (ContactRow.Read(row).Any(entry => entry.DeliveryId == deliveryId))
                rows.Add(row);
        }

        await RemoveAsync(rows, entry => entry.DeliveryId == deliveryId, cancellationToken);
    }

    /// <summary>Takes out of the index what leads from a contact to a delivery.</summary>
    internal async Task ForgetAsync(string name, Delivery delivery, CancellationToken cancellationToken)
    {
        DeliveryKey key = DeliveryKey.Of(delivery, await tables.Schedule.GetAsync(cancellationToken));
        List<FoundContact> found = await ReadAsync(key.Partition, [name], "", int.MaxValue, cancellationToken);
        await RemoveAsync(
            found.Where(one => one.Entries.Any(IsToGo)).Select(one => one.Row), IsToGo, cancellationToken);

        bool IsToGo(ContactEntry entry) => entry.Name == name && entry.DeliveryId == delivery.Id;
    }

    /// <summary>Takes entries out of rows; what is gone already stays gone.</summary>
    internal Task RemoveAsync(
        IEnumerable<TableEntity> rows, Func<ContactEntry, bool> isToGo, CancellationToken cancellationToken)
    {
        List<TableEntity> known = [.. rows];
        return Conflicts.RetryAsync(async failure =>
        {
            if (failure is not null)
                known = await ReadAgainAsync(known, cancellationToken);
            await TransactionWriter.SubmitAsync(
                tables.Deliveries,
                [.. known.Select(row => ContactRow.Without(row, isToGo)).OfType<TableTransactionAction>()],
                cancellationToken);
            return true;
        });
    }

    private async Task<List<TableEntity>> ReadAgainAsync(
        IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        List<TableEntity> again = [];
        foreach (TableEntity row in rows)
        {
            if (await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(
                row.PartitionKey, row.RowKey, cancellationToken: cancellationToken) is { HasValue: true } read)
                again.Add(read.Value!);
        }

        return again;
    }
}
