using Azure.Data.Tables;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Sending;

/// <summary>Reads how the destinations are: three requests each, and one.</summary>
/// <param name="destinations">Those that are configured.</param>
/// <param name="states">Which are switched off.</param>
/// <param name="parked">What they did not take.</param>
public sealed class DestinationStatusReader(
    WebhookTables tables,
    DestinationList destinations,
    DestinationStates states,
    ParkedEvents parked,
    TimeProvider time)
{
    /// <summary>Reads all: those that are configured, and others that have parked events.</summary>
    public async Task<IReadOnlyList<DestinationStatus>> ReadAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(
            (await parked.NamesAsync(cancellationToken)).Select(name => ReadAsync(name, cancellationToken)));

    private async Task<DestinationStatus> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Destination? configured = destinations.Find(name);
        DateTimeOffset now = time.GetUtcNow();
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        ParkedPage page = await parked.PageAsync(name, DestinationStatus.MaxParked, null, cancellationToken);
        DestinationStatus status = new(
            name,
            configured,
            configured is null ? null : await states.FindOffAsync(configured, cancellationToken),
            await ReadAsync(name, today, cancellationToken),
            await ReadAsync(name, today.AddDays(-1), cancellationToken),
            page.Events.Count,
            page.Next is not null);
        return status with { Waiting = status.Lately.Waiting.Count(now) };
    }

    private async Task<DestinationDay> ReadAsync(string name, DateOnly day, CancellationToken cancellationToken)
    {
        DestinationDay sum = new(name, day);
        string filter = KeyRange.Under(DestinationDay.Partition, DestinationDay.RowOf(name, day)).Filter();
        await foreach (TableEntity row in tables.ServiceState.QueryAsync<TableEntity>(
            filter, cancellationToken: cancellationToken))
        {
            if (DestinationDay.Read(row) is { } one)
                sum = sum.With(one);
            else
                await tables.Unreadable.NoteAsync(tables.ServiceState, row, cancellationToken);
        }

        return sum;
    }
}
