using System.Collections.Concurrent;
using Webhooks.Ingestion;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Erasure;

/// <summary>
/// Finds a person by the index of contacts: three small range reads for each partition of a vendor's days (four for an
/// id), in parallel, and a point read for each delivery that they lead to. Each page begins at a day that has rows.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="index">Leads to deliveries and events.</param>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="eraser">Erases deliveries.</param>
/// <param name="events">Where events are kept.</param>
public sealed class IndexedErasure(
    WebhookTables tables, ContactIndex index, DeliveryStore deliveries, DeliveryEraser eraser, EventStore events)
{
    private const int PartitionsAtOnce = 64; // and the rest of the last day's
    private const int EntriesAtOnce = 100; // and those of the row that reaches it

    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 16 };
    private static readonly ParallelOptions FewAtOnce = new() { MaxDegreeOfParallelism = 4 }; // each of any size

    /// <summary>Plans a page.</summary>
    /// <param name="person">The person.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="from">Only of days from this one on.</param>
    /// <param name="until">Only what was received until then.</param>
    /// <param name="isLast">Whether the index is to forget the person, too.</param>
    /// <returns>The page; where it goes on with the same vendor, or null.</returns>
    internal async Task<(JobPage Page, ErasurePosition? Next)> PlanAsync(
        Person person,
        ErasurePosition at,
        DateOnly from,
        DateTimeOffset until,
        bool isLast,
        CancellationToken cancellationToken)
    {
        DateOnly begin = at.Day ?? from;
        DateOnly before = begin == DateOnly.MinValue ? begin : begin.AddDays(-1);
        DateOnly last = DateOnly.FromDateTime(until.UtcDateTime);
        DateOnly? first = await DayPartitions.FirstAsync(
            tables, tables.Deliveries, at.Vendor, before, last.AddDays(1), cancellationToken);
        if (first is null)
            return (new JobPage([], null, null), null);

        (List<FoundContact> rows, ErasurePosition? next) = await ReadAsync(
            person, first == at.Day ? at : at with { Day = first, At = "" }, last, cancellationToken);
        ContactEntry[] entries = [.. rows.SelectMany(row => row.Entries).Where(IsDue)];
        HashSet<string> theirNames =
            [.. entries.Select(entry => entry.Name).Except([ContactRow.More, ContactRow.Unknown])];
        string[] ids = [.. entries.Select(entry => entry.DeliveryId).Distinct()];

        IReadOnlyList<DeliveryErasure> found = await FindAsync(person, at.Vendor, ids, cancellationToken);
        EventKey[] theirs = [.. entries.SelectMany(entry => entry.Events).Distinct()];
        JobCounts counts = await eraser.CountAsync(found, theirs, cancellationToken);
        bool hasWork = found.Count > 0 || counts.ContainsKey("events/removed") || (isLast && theirNames.Count > 0);
        counts.Increase("deliveries/examined", ids.Length);
        return (new JobPage(counts, null, hasWork ? ApplyAsync : null), next);

        async Task ApplyAsync(CancellationToken token)
        {
            await eraser.EraseAsync(person, found, token);
            await events.RemoveAsync(theirs, token);
            if (isLast)
                await index.RemoveAsync(
                    rows.Select(row => row.Row), entry => theirNames.Contains(entry.Name) && IsDue(entry), token);
        }

        bool IsDue(ContactEntry entry) =>
            DeliveryId.TryParse(entry.DeliveryId, out _, out DateTimeOffset receivedAt) && receivedAt <= until;
    }

    private async Task<(List<FoundContact> Rows, ErasurePosition? Next)> ReadAsync(
        Person person, ErasurePosition at, DateOnly last, CancellationToken cancellationToken)
    {
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        string[] names =
        [
            .. person.Hashes(at.Vendor, key),
            ContactRow.More,
            .. person.HasId ? new[] { ContactRow.Unknown } : [],
        ];
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        DayPlace start = DayPlace.Parse(at.At);
        DateOnly? next = at.Day;
        List<(DateOnly Day, DayPlace From)> places = [];
        while (next is { } ofDay && places.Count < PartitionsAtOnce)
        {
            int first = ofDay == at.Day ? start.Part : 0;
            for (int part = first; part < parts.Of(ofDay); part++)
                places.Add((ofDay, new DayPlace(part, ofDay == at.Day && part == start.Part ? start.After : "")));
            // Of a day with many partitions one query tells first whether there is any row: days may be purged long ago
            // between two that are left.
            next = ofDay < last ? ofDay.AddDays(1) : null;
            if (next is { } following && parts.Of(following) > 1)
            {
                next = await DayPartitions.FirstAsync(
                    tables, tables.Deliveries, at.Vendor, ofDay, last.AddDays(1), cancellationToken);
            }
        }

        List<FoundContact>[] found = new List<FoundContact>[places.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, places.Count), AtOnce, async (i, _) =>
        {
            (DateOnly day, DayPlace begin) = places[i];
            string partition = new VendorDay(at.Vendor, day).Partition(begin.Part);
            found[i] = await index.ReadAsync(partition, names, begin.After, EntriesAtOnce, cancellationToken);
        });

        List<FoundContact> rows = [];
        int entries = 0;
        foreach (((DateOnly day, DayPlace begin), List<FoundContact> ofPart) in places.Zip(found))
        {
            foreach (FoundContact row in ofPart)
            {
                rows.Add(row);
                entries += row.Entries.Count;
                if (entries >= EntriesAtOnce)
                    return (rows, at with { Day = day, At = (begin with { After = row.Row.RowKey }).ToString() });
            }
        }

        return (rows, next is null ? null : at with { Day = next, At = "" });
    }

    // Without their bodies, which are not needed any more.
    private async Task<IReadOnlyList<DeliveryErasure>> FindAsync(
        Person person, string vendor, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        ConcurrentBag<DeliveryErasure> found = [];
        await Parallel.ForEachAsync(ids, FewAtOnce, async (id, _) =>
        {
            if (await deliveries.FindAsync(vendor, id, cancellationToken) is { } stored
                && eraser.Find(person, [stored], cancellationToken) is [{ } erasure])
            {
                Delivery empty = stored.Delivery with { Body = default, Query = null };
                found.Add(erasure with { Stored = stored with { Delivery = empty } });
            }
        });
        return [.. found.OrderBy(erasure => erasure.Stored.Delivery.Id, StringComparer.Ordinal)];
    }
}
