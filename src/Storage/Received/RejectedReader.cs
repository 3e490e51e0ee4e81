using Azure.Data.Tables;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Received;

/// <summary>Reads rejected deliveries, one vendor at a time: one partition.</summary>
public sealed class RejectedReader(WebhookTables tables, TimeProvider time)
{
    /// <summary>Whether a text is a continuation that a <see cref="RejectedPage"/> gave.</summary>
    /// <param name="continuation">The text.</param>
    public static bool IsContinuation(string continuation) => PageCursor.TryParse(continuation, KeySpace.OfIds, out _);

    /// <summary>Reads a page, the latest received first.</summary>
    /// <param name="vendor">The vendor's name, or <see cref="VendorRegistry.Unknown"/>.</param>
    /// <param name="reason">Only this reason, or null.</param>
    /// <param name="limit">The most of them, at least 1.</param>
    /// <param name="continuation">From the page before, or null for the newest.</param>
    public async Task<RejectedPage> PageAsync(
        string vendor, string? reason, int limit, string? continuation, CancellationToken cancellationToken)
    {
        string? filter = reason is null ? null : TableClient.CreateQueryFilter($"Reason eq {reason}");
        NewestFirst reader = new(
            tables, tables.RejectedDeliveries, vendor, KeySpace.OfIds, filter, RejectedRow.Columns);
        PageCursor from = continuation is not null
            && PageCursor.TryParse(continuation, KeySpace.OfIds, out PageCursor? cursor)
            ? cursor.Value
            : Newest();
        (List<TableEntity> rows, PageCursor? next) = await reader.ReadAsync(from, limit, cancellationToken);
        return new RejectedPage(
            await tables.Unreadable.ReadAsync(tables.RejectedDeliveries, rows, RejectedRow.Read, cancellationToken),
            next?.ToString());
    }

    // A day ahead, for the clocks of other instances.
    private PageCursor Newest() => new(
        KeySpace.OfIds.At((time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds() + 1) * KeySpace.Millisecond),
        48 * KeySpace.Hour);
}

/// <summary>Some rejected deliveries of one vendor, the latest received first.</summary>
/// <param name="Next">Continues after them; null where there are no more.</param>
public sealed record RejectedPage(IReadOnlyList<RejectedDelivery> Rejected, string? Next);
