using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard;

/// <summary>
/// Finds a contact's events, day by day backwards: each day of a vendor is a partition, read up to its end or until the
/// time for an answer is over.
/// </summary>
public sealed class ContactSearch(EventReader events, VendorRegistry vendors, TimeProvider time)
{
    private const int MaxEvents = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5); // well before the request's deadline
    /// <returns>At most about 200 events, newest first.</returns>
    internal async Task<FoundEvents> FindAsync(string contact, int days, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        DateOnly day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        List<EngagementEvent> found = [];
        for (int back = 0; back < days; back++, day = day.AddDays(-1))
        {
            EventPage[] pages = await Task.WhenAll(vendors.All.Select(vendor => events.PageAsync(
                new EventQuery { Vendor = vendor.Name, Day = day, Contact = contact },
                MaxEvents,
                null,
                cancellationToken)));
            found.AddRange(pages.SelectMany(page => page.Events).OrderByDescending(e => e.OccurredAt));
            bool isCut = pages.Any(page => page.Next is not null);
            if (isCut || found.Count >= MaxEvents || time.GetElapsedTime(start) > Patience)
                return new FoundEvents(found, day, !isCut && back == days - 1);
        }

        return new FoundEvents(found, day.AddDays(1), true);
    }
}
