using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard;

/// <summary>
/// Finds a contact's events by the index of contacts; what happened before there was one, day by day backwards: each
/// day of a vendor is a partition, read up to its end or until the time for an answer is over.
/// </summary>
public sealed class ContactSearch(
    ContactReader contacts, ContactIndex index, EventReader events, VendorRegistry vendors, TimeProvider time)
{
    private const int MaxEvents = 200;

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

        for (DateOnly day = unread; day >= first; day = day.AddDays(-1))
        {
            EventPage[] pages = await Task.WhenAll(vendors.All.Select(vendor => events.PageAsync(
                new EventQuery { Vendor = vendor.Name, Day = day, Contact = contact },
                MaxEvents,
                null,
                cancellationToken)));
            found.AddRange(pages.SelectMany(page => page.Events));
            bool isCut = pages.Any(page => page.Next is not null);
            if (isCut || found.Count >= MaxEvents || time.GetElapsedTime(start) > Patience)
                return new FoundEvents(Sorted(found), day, !isCut && day == first);
        }

        return new FoundEvents(Sorted(found), first, true);
    }

    // What happened before the index began and was received after is found twice.
    private static EngagementEvent[] Sorted(IEnumerable<EngagementEvent> found) =>
        [.. found.DistinctBy(one => (one.Vendor, one.EventId)).OrderByDescending(one => one.OccurredAt)];
}
