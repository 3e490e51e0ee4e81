using System.Collections.Concurrent;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Destinations;

/// <summary>
/// Keeps which destinations are switched off, since they answered 410: rows of <c>ServiceState</c>, partition
/// <c>destination</c>. Other settings switch one on again; so does deleting its row.
/// </summary>
public sealed class DestinationStates(WebhookTables tables, TimeProvider time)
{
    private const string Partition = "destination";
    private const string OffAt = "OffAt";
    private const string Settings = "Settings";
    private const string Answer = "Answer";

    private static readonly TimeSpan Valid = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (SwitchedOff? State, DateTimeOffset At)> _known = [];

    /// <summary>Whether a destination is switched off; what was read is good for half a minute.</summary>
    /// <returns>Since when, and what it said; null where it is not.</returns>
    public async ValueTask<SwitchedOff?> FindOffAsync(Destination destination, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!_known.TryGetValue(destination.Name, out var known) || now - known.At >= Valid)
        {
            Azure.NullableResponse<TableEntity> row =
                await tables.ServiceState.GetEntityIfExistsAsync<TableEntity>(
                    Partition, destination.Name, cancellationToken: cancellationToken);
            known = (row.HasValue ? Read(row.Value!, destination) : null, now);
            _known[destination.Name] = known;
        }

        return known.State;
    }

    /// <summary>Switches a destination off until its settings change.</summary>
    public async Task SwitchOffAsync(
        Destination destination, DestinationAnswer answer, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        TableEntity row = new(Partition, destination.Name)
        {
            [OffAt] = now,
            [Settings] = destination.Fingerprint,
            [Answer] = answer.Text,
        };
        await tables.ServiceState.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
        _known[destination.Name] = (new SwitchedOff(now, answer.Text), now);
    }

    private static SwitchedOff? Read(TableEntity row, Destination destination)
    {
        RowReader columns = new(row);
        return columns.TextOrNull(Settings) == destination.Fingerprint && columns.TimeOrNull(OffAt) is { } at
            ? new SwitchedOff(at, columns.TextOrNull(Answer))
            : null;
    }
}

/// <summary>A destination that wants no more events.</summary>
/// <param name="At">Since when, in UTC.</param>
/// <param name="Answer">How its answer began, or null.</param>
public sealed record SwitchedOff(DateTimeOffset At, string? Answer);
