using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Counts;

namespace Webhooks.Storage.Reading;

/// <summary>Reads events, one vendor's day at a time: one partition.</summary>
/// <param name="tables">The tables.</param>
public sealed class EventReader(WebhookTables tables)
{
    private static readonly PageCursor EndOfDay = new(KeySpace.OfDay.At(24 * KeySpace.Hour), KeySpace.Hour);

    /// <summary>Whether a text is a continuation that an <see cref="EventPage"/> gave.</summary>
    /// <param name="continuation">The text.</param>
    /// <returns>False where it is not.</returns>
    public static bool IsContinuation(string continuation) => PageCursor.TryParse(continuation, KeySpace.OfDay, out _);

    /// <summary>Reads a page, newest first.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="limit">The most of them, at least 1.</param>
    /// <param name="continuation">From the page before, or null for the newest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The page.</returns>
    public Task<EventPage> PageAsync(EventQuery query, int limit, string? continuation, CancellationToken cancellationToken)
    {
        PageCursor from = continuation is not null && PageCursor.TryParse(continuation, KeySpace.OfDay, out PageCursor? cursor)
            ? cursor.Value
            : EndOfDay;
        NewestFirst reader = new(tables.Events, PartitionOf(query), KeySpace.OfDay, Filter(query));
        return tables.WithTablesAsync(
            async () =>
            {
                (List<TableEntity> rows, PageCursor? next) = await reader.ReadAsync(from, limit, cancellationToken);
                return new EventPage([.. rows.Select(EventEntity.Read)], next?.ToString());
            },
            cancellationToken);
    }

    /// <summary>Reads all of them, oldest first, a page in memory at a time: for export.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The events.</returns>
    public async IAsyncEnumerable<EngagementEvent> AllAsync(
        EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string partition = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(query)}");
        string filter = Filter(query) is { } more ? $"{partition} and {more}" : partition;
        await tables.WithTablesAsync(() => AskAsync(partition, cancellationToken), cancellationToken);
        await foreach (TableEntity row in tables.Events.QueryAsync<TableEntity>(filter, 1000, cancellationToken: cancellationToken))
            yield return EventEntity.Read(row);
    }

    // Finds out whether the table is there, while the answer has not begun.
    private async Task<bool> AskAsync(string filter, CancellationToken cancellationToken)
    {
        await foreach (TableEntity _ in tables.Events.QueryAsync<TableEntity>(filter, 1, ["RowKey"], cancellationToken))
            return true;
        return false;
    }

    private static string PartitionOf(EventQuery query) => $"{query.Vendor}_{CountKeys.Day(query.Day)}";

    private static string? Filter(EventQuery query)
    {
        List<string> conditions = [];
        if (query.After is { } after)
            conditions.Add(TableClient.CreateQueryFilter($"RowKey gt {after}"));
        if (query.Type is { } type)
            conditions.Add(TableClient.CreateQueryFilter($"Type eq {type}"));
        if (query.Contact is { } contact)
            conditions.Add(TableClient.CreateQueryFilter($"(ContactId eq {contact} or ContactEmail eq {contact})"));
        if (query.Campaign is { } campaign)
            conditions.Add(TableClient.CreateQueryFilter($"Campaign eq {campaign}"));
        return conditions.Count == 0 ? null : string.Join(" and ", conditions);
    }
}
