using Azure;
using Azure.Data.Tables;

namespace Webhooks.Storage.Reading;

/// <summary>Reads what vendors started to send, one vendor at a time: one partition.</summary>
/// <param name="tables">The tables.</param>
public sealed class DriftReader(WebhookTables tables)
{
    private const int MaxRows = 200;

    /// <summary>Reads a vendor's.</summary>
    /// <param name="vendor">The vendor's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>At most 200, the latest first.</returns>
    public Task<IReadOnlyList<SeenDrift>> ReadAsync(string vendor, CancellationToken cancellationToken) =>
        tables.WithTablesAsync<IReadOnlyList<SeenDrift>>(
            async () =>
            {
                string filter = TableClient.CreateQueryFilter($"PartitionKey eq {vendor}");
                await foreach (Page<TableEntity> page in tables.SchemaDrift.QueryAsync<TableEntity>(
                    filter, MaxRows, cancellationToken: cancellationToken).AsPages())
                {
                    return [.. page.Values.Select(Read).OrderByDescending(seen => seen.LastSeen)];
                }

                return [];
            },
            cancellationToken);

    private static SeenDrift Read(TableEntity row) => new(
        row.PartitionKey,
        row.GetString("Kind") ?? "",
        row.GetString("Name") ?? "",
        row.GetString("Detail") ?? "",
        row.GetDateTimeOffset("FirstSeen") ?? default,
        row.GetDateTimeOffset("LastSeen") ?? default,
        row.GetInt64("Count") ?? 0,
        row.GetString("SampleDeliveryId") ?? "");
}
