using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Events;

/// <summary>
/// Keeps the events that could not be delivered, each for the destination that did not take it, until somebody has them
/// sent again or gives them up, or they are erased.
/// </summary>
/// <param name="destinations">Where events are sent.</param>
public sealed class ParkedEvents(WebhookTables tables, DestinationList destinations, TimeProvider time)
{
    private static readonly TimeSpan NamesAreValid = TimeSpan.FromMinutes(1);
    private static readonly string[] KeyColumns = ["PartitionKey", "RowKey"];

    private (IReadOnlyList<string> Names, DateTimeOffset At)? _names;

    /// <summary>Parks events.</summary>
    /// <param name="destination">The destination's name.</param>
    /// <param name="tries">How often they were tried.</param>
    /// <param name="answer">What was answered last.</param>
    public Task AddAsync(
        string destination,
        IEnumerable<EventKey> keys,
        int tries,
        DestinationAnswer answer,
        CancellationToken cancellationToken) =>
        TransactionWriter.ReplaceAsync(
            tables.ParkedEvents,
            [
                .. keys.Select(key => new ParkedEvent(destination, key, answer.Status, answer.Text)
                {
                    ParkedAt = time.GetUtcNow(),
                    Tries = tries,
                }.ToRow()),
            ],
            cancellationToken);

    /// <summary>Forgets events that are gone, of whatever destination: one that is configured no more, too.</summary>
    internal async Task RemoveAsync(IReadOnlyCollection<EventKey> gone, CancellationToken cancellationToken)
    {
        if (gone.Count == 0)
            return;
        foreach (string destination in await NamesAsync(cancellationToken))
            await RemoveAsync(destination, gone, cancellationToken);
    }

    /// <summary>Forgets events of a destination: delivered, given up, or gone.</summary>
    public async Task RemoveAsync(
        string destination, IReadOnlyCollection<EventKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return;
        HashSet<string> sought = [.. keys.Select(ParkedEvent.RowOf)];
        (string? first, string? last) = (sought.Min(StringComparer.Ordinal), sought.Max(StringComparer.Ordinal));
        string filter = new KeyRange(destination, first, KeyRange.After(last!)).Filter();
        List<TableEntity> found = [];
        await foreach (TableEntity row in tables.ParkedEvents.QueryAsync<TableEntity>(
            filter, select: KeyColumns, cancellationToken: cancellationToken))
        {
            if (sought.Contains(row.RowKey))
                found.Add(row);
        }

        await TransactionWriter.DeleteAsync(tables.ParkedEvents, found, cancellationToken);
    }

    /// <summary>Reads the next parked events of a destination.</summary>
    /// <param name="cursor"><see cref="ParkedPage.Next"/> of the page before, or null.</param>
    public async Task<ParkedPage> PageAsync(
        string destination, int limit, string? cursor, CancellationToken cancellationToken)
    {
        KeyRange range = new(destination, cursor is null ? null : KeyRange.After(cursor));
        await foreach (Page<TableEntity> page in tables.ParkedEvents.QueryAsync<TableEntity>(
            range.Filter(), limit, cancellationToken: cancellationToken).AsPages())
        {
            if (page.Values.Count == 0 && page.ContinuationToken is not null)
                continue; // a page may be empty, and others come
            List<ParkedEvent> read = await tables.Unreadable.ReadAsync(
                tables.ParkedEvents, page.Values, ParkedEvent.Read, cancellationToken);
            DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
            return new ParkedPage(
                [.. read.Select(one => one with { Partition = one.Key.PartitionIn(parts) })],
                page.ContinuationToken is null ? null : page.Values[^1].RowKey);
        }

        return new ParkedPage([], null);
    }

    /// <summary>Notes that events are sent again; of one that was delivered meanwhile nothing is noted.</summary>
    internal async Task NoteQueuedAsync(
        IEnumerable<ParkedEvent> queued, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await TransactionWriter.SubmitAsync(
                tables.ParkedEvents,
                [
                    .. queued.Select(one => new TableTransactionAction(
                        TableTransactionActionType.UpdateReplace, (one with { QueuedAt = at }).ToRow(), one.ETag)),
                ],
                cancellationToken);
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            // They are sent all the same.
        }
    }

    /// <summary>The row keys of the events of a vendor's day that are parked anywhere.</summary>
    internal async Task<IReadOnlySet<string>> RowsOfDayAsync(VendorDay day, CancellationToken cancellationToken)
    {
        HashSet<string> rows = new(StringComparer.Ordinal);
        foreach (string destination in await NamesAsync(cancellationToken))
        {
            string filter = KeyRange.Under(destination, day.ToString()).Filter();
            await foreach (TableEntity row in tables.ParkedEvents.QueryAsync<TableEntity>(
                filter, select: KeyColumns, cancellationToken: cancellationToken))
            {
                if (ParkedEvent.TryKey(row.RowKey, out EventKey key))
                    rows.Add(key.Row);
            }
        }

        return rows;
    }

    /// <summary>The destinations that are configured, and those that have parked events.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_names is { } known && now - known.At < NamesAreValid)
            return known.Names;
        SortedSet<string> names = new(destinations.All.Select(destination => destination.Name), StringComparer.Ordinal);
        string? next = "";
        while (next is not null)
        {
            string filter = TableClient.CreateQueryFilter($"PartitionKey gt {next}");
            next = null;
            await foreach (TableEntity row in tables.ParkedEvents.QueryAsync<TableEntity>(
                filter, 1, KeyColumns, cancellationToken))
            {
                next = row.PartitionKey;
                names.Add(next);
                break;
            }
        }

        _names = ([.. names], now);
        return _names.Value.Names;
    }
}

/// <summary>Some parked events of a destination, in the order of vendor and time.</summary>
/// <param name="Next">Where the next ones begin; null where these are the last.</param>
public sealed record ParkedPage(IReadOnlyList<ParkedEvent> Events, string? Next);
