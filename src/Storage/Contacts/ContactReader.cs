using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Contacts;

/// <summary>
/// Reads a contact's events by the index of contacts, whatever vendor they are of: small range reads for each partition
/// of the days of receipt, from today backwards, and what they lead to, however much was received on those days. What
/// was received before <see cref="ContactIndex.BeginsAsync"/> is not in the index.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="index">The index.</param>
/// <param name="events">Where events are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="maxOfDay">The most deliveries of a vendor's day that are gone through.</param>
public sealed partial class ContactReader(
    WebhookTables tables, ContactIndex index, EventStore events, TimeProvider time, int maxOfDay = 10_000)
{
    /// <summary>How many days back the first day may lie.</summary>
    public const int MaxDaysBack = 400;

    private const int FirstDays = 8; // then as many more as were read: most pages are full of the latest days

    // An event is received on its own day or later, or, where the vendor's clock is ahead, on the day before.
    private const int MostAhead = 1;

    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 16 };

    /// <summary>Whether a text is a continuation that a page gave.</summary>
    /// <param name="continuation">The text.</param>
    public static bool IsContinuation(string continuation) => Place().IsMatch(continuation);

    /// <summary>Reads a page: newest first, each event once, however pages are cut.</summary>
    /// <param name="query">Which.</param>
    /// <param name="limit">The most of them, at least 1.</param>
    /// <param name="continuation">From the page before, or null for the newest.</param>
    /// <exception cref="ContactTooFrequentException">More deliveries of a day name it than can be gone through.
    /// </exception>
    public async Task<EventPage> PageAsync(
        ContactQuery query, int limit, string? continuation, CancellationToken cancellationToken)
    {
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        DateOnly last = query.From.AddDays(-MostAhead);
        SortedDictionary<string, EventKey> waiting = new(Newest);
        List<EngagementEvent> found = [];
        DateOnly unread = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        for (int days = FirstDays; ; days *= 2)
        {
            DateOnly first = unread.AddDays(1 - days) is var day && day > last ? day : last;
            foreach (EventKey one in await ReadAsync(query, key, first, unread, cancellationToken))
            {
                string place = PlaceOf(one);
                bool isAsked = one.Day.Day >= query.From && one.Day.Day <= query.To
                    && (continuation is null || Newest.Compare(place, continuation) > 0);
                if (isAsked)
                    waiting[place] = one;
            }

            // What happened later than the first day that is read is known wholly.
            unread = first.AddDays(-1);
            bool isLast = unread < last;
            while (waiting.Count > 0)
            {
                KeyValuePair<string, EventKey>[] next =
                [
                    .. waiting.TakeWhile(one => isLast || one.Value.Day.Day > unread.AddDays(MostAhead))
                        .Take(limit - found.Count),
                ];
                if (next.Length == 0)
                    break;
                found.AddRange(await LoadAsync(query, next.Select(one => one.Value), cancellationToken));
                foreach (KeyValuePair<string, EventKey> one in next)
                    waiting.Remove(one.Key);
                if (found.Count == limit)
                    return new EventPage(found, isLast && waiting.Count == 0 ? null : next[^1].Key);
            }

            if (isLast)
                return new EventPage(found, null);
        }
    }

    // The events that name the contact, of deliveries that were received on these days.
    private async Task<IEnumerable<EventKey>> ReadAsync(
        ContactQuery query, ContactKey key, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        (VendorDay Day, string Partition)[] all =
        [
            .. query.Vendors.SelectMany(vendor => Enumerable.Range(0, last.DayNumber - first.DayNumber + 1)
                    .Select(i => new VendorDay(vendor, first.AddDays(i))))
                .SelectMany(day => parts.PartitionsOf(day).Select(partition => (day, partition))),
        ];
        List<FoundContact>[] found = new List<FoundContact>[all.Length];
        ConcurrentDictionary<VendorDay, int> entries = [];
        await Parallel.ForEachAsync(Enumerable.Range(0, all.Length), AtOnce, async (i, _) =>
        {
            (VendorDay day, string partition) = all[i];
            found[i] = await index.ReadAsync(
                partition, query.Contact.Names(day.Vendor, key), "", maxOfDay + 1, cancellationToken);
            int ofPart = found[i].Sum(row => row.Entries.Count);
            if (entries.AddOrUpdate(day, ofPart, (_, others) => others + ofPart) > maxOfDay)
                throw new ContactTooFrequentException(day.Day);
        });
        return found.SelectMany(rows => rows).SelectMany(row => row.Entries).SelectMany(entry => entry.Events);
    }

    private async Task<IEnumerable<EngagementEvent>> LoadAsync(
        ContactQuery query, IEnumerable<EventKey> keys, CancellationToken cancellationToken)
    {
        ConcurrentBag<Dictionary<EventKey, TableEntity>> rows = [];
        await Parallel.ForEachAsync(keys.GroupBy(key => key.DayKey), AtOnce, async (day, _) =>
            rows.Add(await events.ReadAsync(day, null, cancellationToken)));
        List<(string Place, EngagementEvent Event)> read = [];
        foreach ((EventKey at, TableEntity row) in rows.SelectMany(day => day))
        {
            if (EventRow.Read(row) is not { } one)
                await tables.Unreadable.NoteAsync(tables.Events, row, cancellationToken);
            else if (query.Contact.Owns(one)
                && (query.Type is null || one.Type == query.Type)
                && (query.Campaign is null || one.Campaign == query.Campaign))
                read.Add((PlaceOf(at), one));
        }

        return read.OrderBy(one => one.Place, Newest).Select(one => one.Event);
    }

    // Places descend in time; those of two vendors at the same time differ by the event's id.
    private static string PlaceOf(EventKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Day.Day:yyyyMMdd}.{key.Row}.{key.Day.Vendor}");

    private static Comparer<string> Newest { get; } =
        Comparer<string>.Create((one, other) => string.CompareOrdinal(other, one));

    [GeneratedRegex(@"\A[0-9]{8}\.[0-9]{9}_[^./]{1,100}\.[^/]{1,100}\z")]
    private static partial Regex Place();
}

/// <summary>A row of the index that leads from contacts that are looked for to deliveries.</summary>
/// <param name="Row">The row, with its version.</param>
/// <param name="Entries">Those of it that are of the contacts, or of anybody.</param>
internal sealed record FoundContact(TableEntity Row, IReadOnlyList<ContactEntry> Entries);

/// <summary>Which events of a contact to read.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Vendors">The vendors' names.</param>
/// <param name="From">The first day of OccurredAt, in UTC.</param>
/// <param name="To">The last one.</param>
public sealed record ContactQuery(
    SoughtContact Contact, IReadOnlyCollection<string> Vendors, DateOnly From, DateOnly To)
{
    /// <summary>Only this type, or null.</summary>
    public string? Type { get; init; }

    /// <summary>Only this campaign, exactly as the vendor wrote it, or null.</summary>
    public string? Campaign { get; init; }
}

/// <summary>More deliveries of a day name a contact than an answer can go through: as a sender's own address.</summary>
#pragma warning disable CA1032 // Thrown here only, always with a day.
public sealed class ContactTooFrequentException(DateOnly day) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"Too many deliveries of {day:yyyy-MM-dd} name it; read the day instead."));
#pragma warning restore CA1032
