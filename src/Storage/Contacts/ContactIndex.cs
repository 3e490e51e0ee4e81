using Azure.Data.Tables;
using Webhooks.Storage.Keys;

namespace Webhooks.Storage.Contacts;

/// <summary>Reads the rows that lead from a contact to deliveries and events: a range of a vendor's day each.</summary>
/// <param name="tables">The tables.</param>
public sealed class ContactIndex(WebhookTables tables)
{
    // An instance of a former version may still have stored deliveries while the first of this one began the index.
    private const int DaysToBegin = 2;

    /// <summary>The first day (of receipt) that is indexed wholly: what is older is to be read in full.</summary>
    public async Task<DateOnly> BeginsAsync(CancellationToken cancellationToken)
    {
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        return DateOnly.FromDateTime(key.Since.UtcDateTime).AddDays(DaysToBegin);
    }

    /// <summary>Reads the rows of a contact in a day.</summary>
    /// <param name="day">The vendor's day of receipt.</param>
    /// <param name="hashes">What the contact is indexed by, in the order of their rows.</param>
    /// <param name="after">Only rows whose key comes after this one.</param>
    /// <param name="limit">The most rows.</param>
    internal async Task<List<TableEntity>> ReadAsync(
        VendorDay day, IEnumerable<string> hashes, string after, int limit, CancellationToken cancellationToken)
    {
        string partition = day.ToString();
        List<TableEntity> rows = [];
        foreach (string hash in hashes)
        {
            KeyRange range = ContactRow.Range(partition, hash);
            if (string.CompareOrdinal(range.Below, after) <= 0)
                continue;
            if (string.CompareOrdinal(range.From, after) <= 0)
                range = range with { From = KeyRange.After(after) };
            await foreach (TableEntity row in tables.Deliveries.QueryAsync<TableEntity>(
                range.Filter(), limit, cancellationToken: cancellationToken))
            {
                rows.Add(row);
                if (rows.Count == limit)
                    return rows;
            }
        }

        return rows;
    }
}
