using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Reading;

/// <summary>Lists events, of one or all vendors and of several days, newest first; and finds one.</summary>
public sealed class EventList(WebhookTables tables, TimeProvider time)
{
    private const string NoChannel = "none";

    /// <summary>Whether a text is a continuation that an <see cref="EventPage"/> of here gave.</summary>
    /// <param name="continuation">The text.</param>
    public static bool IsContinuation(string continuation) => DayCursor.TryParse(continuation, out _);

    /// <summary>Reads a page.</summary>
    /// <param name="limit">The most of them, at least 1.</param>
    /// <param name="continuation">From the page before, or null for the newest.</param>
    public async Task<EventPage> PageAsync(
        EventSelection selection, int limit, string? continuation, CancellationToken cancellationToken)
    {
        string? filter = Filter(selection);
        DayByDay days = new(
            (_, partition) => new NewestFirst(
                tables,
                tables.Events,
                partition,
                KeySpace.OfDay,
                filter,
                floor: (selection.Hour ?? 0) * KeySpace.Hour),
            selection.Vendors,
            await tables.Schedule.GetAsync(cancellationToken),
            selection.From,
            KeySpace.OfDay.At(((selection.Hour ?? 23) + 1) * KeySpace.Hour),
            time);
        DayCursor from = continuation is not null && DayCursor.TryParse(continuation, out DayCursor? cursor)
            ? cursor.Value
            : days.EndOf(selection.To);
        (List<TableEntity> rows, DayCursor? next) = await days.ReadAsync(
            from, limit, selection.Channel == NoChannel ? HasNoChannel : null, cancellationToken);
        return new EventPage(
            await tables.Unreadable.ReadAsync(tables.Events, rows, EventRow.Read, cancellationToken), next?.ToString());
    }

    /// <summary>Reads one event: a point read.</summary>
    /// <param name="key">Its keys, perhaps ones that somebody made up.</param>
    /// <returns>The event, or null where there is none, or its row cannot be read.</returns>
    public async Task<EngagementEvent?> FindAsync(EventKey key, CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        NullableResponse<TableEntity> row = await tables.Events.GetEntityIfExistsAsync<TableEntity>(
            key.PartitionIn(parts), key.Row, cancellationToken: cancellationToken);
        return row.HasValue ? EventRow.Read(row.Value!) : null;
    }

    // A filter of storage's cannot ask for a column that is not there.
    private static bool HasNoChannel(TableEntity row) => !row.ContainsKey(nameof(EngagementEvent.Channel));

    private static string? Filter(EventSelection selection)
    {
        List<string> conditions = [];
        if (selection.Type is { } type)
            conditions.Add(TableClient.CreateQueryFilter($"Type eq {type}"));
        if (selection.Channel is { } channel && channel != NoChannel)
            conditions.Add(TableClient.CreateQueryFilter($"Channel eq {channel}"));
        if (selection.Campaign is { } campaign)
            conditions.Add(TableClient.CreateQueryFilter($"Campaign eq {campaign}"));
        if (selection.CampaignStep is { } step)
            conditions.Add(TableClient.CreateQueryFilter($"CampaignStep eq {step}"));
        if (selection.Contact is { } contact)
            conditions.Add(TableClient.CreateQueryFilter($"(ContactId eq {contact} or ContactEmail eq {contact})"));
        return conditions.Count == 0 ? null : string.Join(" and ", conditions);
    }
}
