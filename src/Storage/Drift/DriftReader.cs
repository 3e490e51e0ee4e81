using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Drift;

/// <summary>Reads what vendors started to send, one vendor at a time: one partition.</summary>
public sealed class DriftReader(WebhookTables tables)
{
    private const int MaxRows = 200;

    /// <summary>Reads a vendor's.</summary>
    /// <returns>At most 200, the latest first.</returns>
    public async Task<IReadOnlyList<SeenDrift>> ReadAsync(string vendor, CancellationToken cancellationToken)
    {
        string filter = new KeyRange(vendor).Filter();
        List<SeenDrift> found = [];
        await foreach (Page<TableEntity> page in tables.SchemaDrift.QueryAsync<TableEntity>(
            filter, MaxRows, cancellationToken: cancellationToken).AsPages())
        {
            foreach (TableEntity row in page.Values)
            {
                if (DriftRow.Read(row) is { } seen)
                    found.Add(seen);
                else
                    await tables.Unreadable.NoteAsync(tables.SchemaDrift, row, cancellationToken);
            }

            break;
        }

        return [.. found.OrderByDescending(seen => seen.LastSeen)];
    }
}

/// <summary>Something that a vendor sends and its mapper does not know yet: a row of <c>SchemaDrift</c>.</summary>
/// <param name="Kind">One of <see cref="Ingestion.DriftKinds"/>.</param>
/// <param name="Detail">More, e.g. the JSON type; may be empty.</param>
/// <param name="FirstSeen">When it came first, in UTC.</param>
/// <param name="LastSeen">When it came last, in UTC.</param>
/// <param name="Count">How often, about.</param>
public sealed record SeenDrift(
    string Vendor,
    string Kind,
    string Name,
    string Detail,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    long Count,
    string SampleDeliveryId);
