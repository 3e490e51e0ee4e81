using Azure.Data.Tables;
using Webhooks.Storage.Rows;

namespace Webhooks.Storage.Reading;

/// <summary>Reads rejected deliveries, one vendor at a time: one partition.</summary>
public sealed class RejectedReader(WebhookTables tables, TimeProvider time)
{
    /// <summary>The partition of messages in the queue that name no vendor.</summary>
    public static string NoVendor => Deliveries.DeliveryMessage.NoVendor;

    /// <summary>Whether a text is a continuation that a <see cref="RejectedPage"/> gave.</summary>
    /// <param name="continuation">The text.</param>
    public static bool IsContinuation(string continuation) => PageCursor.TryParse(continuation, KeySpace.OfIds, out _);

    /// <summary>Reads a page, the latest received first.</summary>
    /// <param name="vendor">The vendor's name, or <see cref="NoVendor"/>.</param>
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
        List<RejectedDelivery> found = [];
        foreach (TableEntity row in rows)
        {
            if (RejectedRow.Read(row) is { } read)
                found.Add(read);
            else
                await tables.Unreadable.NoteAsync(tables.RejectedDeliveries, row, cancellationToken);
        }

        return new RejectedPage(found, next?.ToString());
    }

    // A day ahead, for the clocks of other instances.
    private PageCursor Newest() => new(
        KeySpace.OfIds.At((time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds() + 1) * KeySpace.Millisecond),
        48 * KeySpace.Hour);
}
