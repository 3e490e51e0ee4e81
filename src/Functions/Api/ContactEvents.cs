using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>
/// Answers for the events of a contact: by the index, or, where that does not reach, by reading the day.
/// </summary>
public sealed class ContactEvents(
    ContactReader contacts, ContactIndex index, EventReader events, VendorRegistry vendors, TimeProvider time)
{
    private const int DefaultDays = 30;

    internal async Task<EventsView> ReadAsync(
        QueryParameters parameters, SoughtContact contact, int limit, CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        string? vendor = parameters.Choice("vendor", vendors.Registered);
        bool isDay = parameters.Text("day") is not null;
        foreach (string name in (string[])["from", "to"])
        {
            if (isDay && parameters.Text(name) is not null)
                throw new BadParameterException(name, "Give the day, or from and to.");
        }

        DateOnly to = parameters.Day(isDay ? "day" : "to", today);
        DateOnly from = isDay ? to : parameters.Day("from", to.AddDays(1 - DefaultDays));
        if (from > to)
            throw new BadParameterException("from", "It must not be after to.");

        DateOnly indexed = await index.BeginsAsync(cancellationToken);
        DateOnly earliest = today.AddDays(-ContactReader.MaxDaysBack);
        if (isDay && vendor is not null && (from < indexed || from < earliest))
        {
            EventQuery day = new()
            {
                Vendor = vendor,
                Day = from,
                Type = parameters.Choice("type", Ingestion.EventTypes.All),
                Contact = contact,
                Campaign = parameters.Text("campaign"),
            };
            string? place = parameters.Continuation(EventReader.IsContinuation);
            return EventsView.Of(day, await events.PageAsync(day, limit, place, cancellationToken));
        }

        if (from < earliest)
        {
            throw new BadParameterException(
                isDay ? "vendor" : "from",
                $"Days before {earliest:yyyy-MM-dd} are read one at a time: give a vendor and a day.");
        }

        IReadOnlyList<string> of = vendor is null ? vendors.Registered : [vendor];
        ContactQuery query = new(contact, of, from, to)
        {
            Type = parameters.Choice("type", Ingestion.EventTypes.All),
            Campaign = parameters.Text("campaign"),
        };
        string? after = parameters.Continuation(ContactReader.IsContinuation);
        try
        {
            EventPage page = await contacts.PageAsync(query, limit, after, cancellationToken);
            return new EventsView(vendor, isDay ? to : null, page.Events, page.Next)
            {
                From = from,
                To = to,
                IndexedFrom = from < indexed ? indexed : null,
            };
        }
        catch (ContactTooFrequentException e)
        {
            throw new BadParameterException("contact", e.Message);
        }
    }
}
