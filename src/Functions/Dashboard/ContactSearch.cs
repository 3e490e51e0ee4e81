using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard;

/// <summary>
/// Finds a contact's events by the index of contacts; what happened before there was one, some days at a time
/// backwards: each day of a vendor is a partition, read up to its end or until the time for an answer is over.
/// </summary>
public sealed class ContactSearch(
    ContactReader contacts, ContactIndex index, EventReader events, VendorRegistry vendors, TimeProvider time)
{
    private const int MaxEvents = 200;
    private const int DaysAtOnce = 4; // a day is read whole: some requests, one after the other

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5); // well before the request's deadline

    /// <returns>At most about 200 events, newest first.</returns>
    internal async Task<FoundEvents> FindAsync(string text, int days, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        SoughtContact contact = new(text);
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        DateOnly first = today.AddDays(1 - days);
        ContactQuery query = new(contact, vendors.Registered, first, today);
        List<EngagementEvent> found = [];
        DateOnly unread = today;
        try
        {
            EventPage indexed = await contacts.PageAsync(query, MaxEvents, null, cancellationToken);
            found.AddRange(indexed.Events);
            if (indexed.Next is not null)
                return new FoundEvents(found, DateOnly.FromDateTime(found[^1].OccurredAt.UtcDateTime), false);
            DateOnly unindexed = (await index.BeginsAsync(cancellationToken)).AddDays(-1);
            unread = unindexed < today ? unindexed : today;
        }
        catch (ContactTooFrequentException)
        {
            // Whoever is named so often is found by reading the days, too.
        }

        for (DateOnly last = unread; last >= first; last = last.AddDays(-DaysAtOnce))
        {
            DateOnly[] read =
            [
                .. Enumerable.Range(0, DaysAtOnce).Select(back => last.AddDays(-back)).Where(day => day >= first),
            ];
            EventPage[][] pages = await Task.WhenAll(read.Select(day => ReadAsync(contact, day, cancellationToken)));
            for (int i = 0; i < read.Length; i++)
            {
                found.AddRange(pages[i].SelectMany(page => page.Events));
                bool isCut = pages[i].Any(page => page.Next is not null);
                if (isCut || found.Count >= MaxEvents)
                    return new FoundEvents(Sorted(found), read[i], !isCut && read[i] == first);
            }

            if (time.GetElapsedTime(start) > Patience)
                return new FoundEvents(Sorted(found), read[^1], read[^1] == first);
        }

        return new FoundEvents(Sorted(found), first, true);
    }

    private Task<EventPage[]> ReadAsync(SoughtContact contact, DateOnly day, CancellationToken cancellationToken) =>
        Task.WhenAll(vendors.All.Select(vendor => events.PageAsync(
            new EventQuery { Vendor = vendor.Name, Day = day, Contact = contact },
            MaxEvents,
            null,
            cancellationToken)));

    // What happened before the index began and was received after is found twice.
    private static EngagementEvent[] Sorted(IEnumerable<EngagementEvent> found) =>
        [.. found.DistinctBy(one => (one.Vendor, one.EventId)).OrderByDescending(one => one.OccurredAt)];
}
