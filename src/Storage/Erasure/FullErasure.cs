using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Erasure;

/// <summary>
/// Finds a person in the days before there was an index of contacts, by reading all that is stored of them: first every
/// delivery, then whatever events are left of deliveries that are gone.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="pages">Reads deliveries.</param>
/// <param name="eraser">Erases deliveries.</param>
/// <param name="events">Where events are kept.</param>
public sealed class FullErasure(
    WebhookTables tables, DeliveryPages pages, DeliveryEraser eraser, EventStore events)
{
    private const int EventsPerPage = 1000;

    /// <summary>Plans a page of deliveries.</summary>
    /// <param name="person">The person.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="before">Only of days before this one.</param>
    /// <param name="until">Only those that were received until then.</param>
    /// <returns>The page; where it goes on with the same vendor, or null.</returns>
    internal async Task<(JobPage Page, ErasurePosition? Next)> PlanDeliveriesAsync(
        Person person,
        ErasurePosition at,
        DateOnly before,
        DateTimeOffset until,
        CancellationToken cancellationToken)
    {
        DateOnly? first = at.Day ?? await DayPartitions.FirstAsync(
            tables, tables.Deliveries, at.Vendor, DateOnly.MinValue, before, cancellationToken);
        if (first is null)
            return (new JobPage([], null, null), null);

        DateTimeOffset to = new VendorDay(at.Vendor, before).Start;
        StoredPage page = await pages.ReadAsync(
            at.Vendor,
            new VendorDay(at.Vendor, first.Value).Start,
            to < until ? to : until.AddMilliseconds(1),
            at.At.Length > 0 ? at.At : null,
            cancellationToken);
        IReadOnlyList<DeliveryErasure> found = eraser.Find(person, page.Deliveries, cancellationToken);
        JobCounts counts = await eraser.CountAsync(found, [], cancellationToken);
        counts.Increase("deliveries/examined", page.Deliveries.Count);
        return (
            new JobPage(counts, null, found.Count == 0 ? null : token => eraser.EraseAsync(person, found, token)),
            page.Next is null ? null : at with { Day = first, At = page.Next });
    }

    /// <summary>Plans a page of events.</summary>
    /// <returns>As <see cref="PlanDeliveriesAsync"/>.</returns>
    internal async Task<(JobPage Page, ErasurePosition? Next)> PlanEventsAsync(
        Person person, ErasurePosition at, DateOnly before, CancellationToken cancellationToken)
    {
        DateOnly after = at.Day?.AddDays(-1) ?? DateOnly.MinValue;
        DateOnly? day = await DayPartitions.FirstAsync(
            tables, tables.Events, at.Vendor, after, before, cancellationToken);
        if (day is null)
            return (new JobPage([], null, null), null);

        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        VendorDay of = new(at.Vendor, day.Value);
        DayPlace place = day == at.Day ? DayPlace.Parse(at.At) : DayPlace.Begin;
        string filter = new KeyRange(of.Partition(place.Part), KeyRange.After(place.After)).Filter();
        List<EventKey> theirs = [];
        int counted = 0;
        int read = 0;
        string last = "";
        await foreach (TableEntity row in tables.Events.QueryAsync<TableEntity>(
            filter, EventsPerPage, cancellationToken: cancellationToken))
        {
            last = row.RowKey;
            if (person.Owns(row))
            {
                theirs.Add(EventKey.Of(row));
                counted += WasReceivedBefore(row, before) ? 1 : 0;
            }

            if (++read == EventsPerPage)
                break;
        }

        JobCounts counts = [];
        counts.Increase("events/examined", read);
        counts.Increase("events/removed", counted);
        counts.Increase($"vendors/{at.Vendor}/events", counted);
        DayPlace next = read == EventsPerPage ? new DayPlace(place.Part, last) : new DayPlace(place.Part + 1, "");
        return (
            new JobPage(counts, null, theirs.Count == 0 ? null : token => events.RemoveAsync(theirs, token)),
            next.Part < parts.Of(of.Day)
                ? at with { Day = day, At = next.ToString() }
                : at with { Day = day.Value.AddDays(1), At = "" });
    }

    // What was received since is found by the index, and counted there.
    private static bool WasReceivedBefore(TableEntity row, DateOnly indexed) =>
        !DeliveryId.TryParse(
            new RowReader(row).TextOrNull(nameof(EngagementEvent.DeliveryId)), out _, out DateTimeOffset at)
        || DateOnly.FromDateTime(at.UtcDateTime) < indexed;
}
