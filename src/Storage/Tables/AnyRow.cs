using Azure.Data.Tables;

namespace Webhooks.Storage.Tables;

/// <summary>Whether a table has rows: one request for one of them.</summary>
internal static class AnyRow
{
    /// <param name="filter">Which rows; null is any.</param>
    public static async Task<bool> ExistsAsync(
        TableClient table, string? filter, CancellationToken cancellationToken)
    {
        await foreach (TableEntity _ in table.QueryAsync<TableEntity>(filter, 1, ["PartitionKey"], cancellationToken))
            return true;
        return false;
    }
}
