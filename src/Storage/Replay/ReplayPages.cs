using Azure.Data.Tables;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Replay;

/// <summary>Reads the deliveries that a replay is to look at, page by page.</summary>
/// <param name="pages">Reads ranges.</param>
public sealed class ReplayPages(
    WebhookTables tables, VendorRegistry vendors, DeliveryStore deliveries, DeliveryPages pages)
{
    private const int RejectedPerPage = 50;
    private const long MaxBytes = 8 * 1024 * 1024;

    /// <summary>Reads the next deliveries.</summary>
    /// <param name="request">Which ones.</param>
    /// <param name="until">When the replay was asked for: what is received later is not read.</param>
    /// <param name="cursor"><see cref="StoredPage.Next"/> of the page before, or null.</param>
    /// <returns>The page, perhaps an empty one with others after it.</returns>
    public Task<StoredPage> ReadAsync(
        ReplayRequest request, DateTimeOffset until, string? cursor, CancellationToken cancellationToken)
    {
        if (request.DeliveryId is not null)
            return OneAsync(request.DeliveryId, cancellationToken);
        if (request.Rejected)
            return RejectedAsync(request, until, cursor, cancellationToken);
        DateTimeOffset to = request.To < until ? request.To.Value : until;
        return pages.ReadAsync(request.Vendor!, request.From!.Value, to, cursor, cancellationToken);
    }

    private async Task<StoredPage> OneAsync(string id, CancellationToken cancellationToken)
    {
        foreach (string vendor in vendors.Names())
        {
            if (await deliveries.FindAsync(vendor, id, cancellationToken) is { } found)
                return new StoredPage([found], null);
        }

        return new StoredPage([], null);
    }

    // The cursor is {vendor}/{id}: the last one that was read.
    private async Task<StoredPage> RejectedAsync(
        ReplayRequest request, DateTimeOffset until, string? cursor, CancellationToken cancellationToken)
    {
        string[] of = request.Vendor is null ? [.. vendors.Names()] : [request.Vendor];
        string[] at = cursor?.Split('/') ?? [of[0], ""];
        (string vendor, string after) = (at[0], at[1]);
        string filter = new KeyRange(vendor, KeyRange.After(after))
            .Filter(request.Reason is { } reason ? TableClient.CreateQueryFilter($"Reason eq {reason}") : null);

        List<StoredDelivery> found = [];
        long bytes = 0;
        await foreach (TableEntity row in tables.RejectedDeliveries.QueryAsync<TableEntity>(
            filter, RejectedPerPage, ["PartitionKey", "RowKey"], cancellationToken))
        {
            if (await deliveries.FindAsync(vendor, row.RowKey, cancellationToken) is { } delivery
                && delivery.Delivery.ReceivedAt <= until)
            {
                found.Add(delivery);
                bytes += delivery.Delivery.Body.Length;
            }

            if (found.Count == RejectedPerPage || bytes > MaxBytes)
                return new StoredPage(found, $"{vendor}/{row.RowKey}");
        }

        int next = Array.IndexOf(of, vendor) + 1;
        return new StoredPage(found, next > 0 && next < of.Length ? $"{of[next]}/" : null);
    }
}
