using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Keys;

namespace Webhooks.Storage.Reading;

/// <summary>Reads events, one vendor's day at a time: one partition.</summary>
public sealed class EventReader(WebhookTables tables)
{
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
        NewestFirst reader = new(tables, tables.Events, PartitionOf(query), KeySpace.OfDay, Filter(query));
        (List<TableEntity> rows, PageCursor? next) = await reader.ReadAsync(from, limit, cancellationToken);
        return new EventPage(
            await tables.Unreadable.ReadAsync(tables.Events, rows, EventRow.Read, cancellationToken), next?.ToString());
    }

    /// <summary>Reads all of them, oldest first, a page in memory at a time: for export.</summary>
    public async IAsyncEnumerable<EngagementEvent> AllAsync(
        EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string partition = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(query)}");
        string filter = Filter(query) is { } more ? $"{partition} and {more}" : partition;
        await foreach (TableEntity row in tables.Events.QueryAsync<TableEntity>(
            filter, 1000, cancellationToken: cancellationToken))
        {
            if (EventRow.Read(row) is { } read)
                yield return read;
            else
                await tables.Unreadable.NoteAsync(tables.Events, row, cancellationToken);
        }
    }

    private static string PartitionOf(EventQuery query) => new VendorDay(query.Vendor, query.Day).ToString();

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
