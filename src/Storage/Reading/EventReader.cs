using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Reading;

/// <summary>Reads events, one vendor's day at a time.</summary>
public sealed class EventReader(WebhookTables tables)
{
    private const int RowsAtOnce = 1000; // of all partitions together
    private const int LeastAtOnce = 100;

    private static readonly PageCursor EndOfDay = new(KeySpace.OfDay.At(24 * KeySpace.Hour), KeySpace.Hour);

    /// <summary>Whether a text is a continuation that an <see cref="EventPage"/> gave.</summary>
    /// <param name="continuation">The text.</param>
    public static bool IsContinuation(string continuation) => PageCursor.TryParse(continuation, KeySpace.OfDay, out _);

    /// <summary>Reads a page, newest first.</summary>
    /// <param name="limit">The most of them, at least 1.</param>
    /// <param name="continuation">From the page before, or null for the newest.</param>
    public async Task<EventPage> PageAsync(
        EventQuery query, int limit, string? continuation, CancellationToken cancellationToken)
    {
        PageCursor from = continuation is not null
            && PageCursor.TryParse(continuation, KeySpace.OfDay, out PageCursor? cursor)
            ? cursor.Value
            : EndOfDay;
        string[] partitions = await PartitionsOfAsync(query, cancellationToken);
        (List<TableEntity> rows, PageCursor? next) = await Merged.NewestFirstAsync(
            [
                .. partitions.Select(partition => new NewestFirst(
                    tables, tables.Events, partition, KeySpace.OfDay, Filter(query))),
            ],
            from,
            limit,
            cancellationToken);
        if (rows.Count > limit)
        {
            rows = rows[..limit];
            next = new PageCursor(rows[^1].RowKey, next?.Width ?? from.Width);
        }

        return new EventPage(
            await tables.Unreadable.ReadAsync(tables.Events, rows, EventRow.Read, cancellationToken), next?.ToString());
    }

    /// <summary>Reads all of them, oldest first, some in memory at a time: for export.</summary>
    public async IAsyncEnumerable<EngagementEvent> AllAsync(
        EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] partitions = await PartitionsOfAsync(query, cancellationToken);
        AsyncPageable<TableEntity>[] all =
        [
            .. partitions.Select(partition => tables.Events.QueryAsync<TableEntity>(
                new KeyRange(partition).Filter(Filter(query)),
                Math.Max(RowsAtOnce / partitions.Length, LeastAtOnce),
                cancellationToken: cancellationToken)),
        ];
        await foreach (TableEntity row in Merged.OldestFirstAsync(all, cancellationToken))
        {
            if (EventRow.Read(row) is { } read)
                yield return read;
            else
                await tables.Unreadable.NoteAsync(tables.Events, row, cancellationToken);
        }
    }

    private async Task<string[]> PartitionsOfAsync(EventQuery query, CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        return [.. parts.PartitionsOf(new VendorDay(query.Vendor, query.Day))];
    }

    private static string? Filter(EventQuery query)
    {
        List<string> conditions = [];
        if (query.After is { } after)
            conditions.Add(TableClient.CreateQueryFilter($"RowKey gt {after}"));
        if (query.Type is { } type)
            conditions.Add(TableClient.CreateQueryFilter($"Type eq {type}"));
        if (query.Contact is { } contact)
            conditions.Add(contact.Filter());
        if (query.Campaign is { } campaign)
            conditions.Add(TableClient.CreateQueryFilter($"Campaign eq {campaign}"));
        return conditions.Count == 0 ? null : string.Join(" and ", conditions);
    }
}

/// <summary>Some events of one vendor's day, newest first.</summary>
/// <param name="Next">
/// Continues after them; null where there are no more. A page may be short, even empty, and still go on.
/// </param>
public sealed record EventPage(IReadOnlyList<EngagementEvent> Events, string? Next);
