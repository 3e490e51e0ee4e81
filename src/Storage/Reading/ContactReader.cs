using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.People;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Events;
using Webhooks.Storage.Keys;

namespace Webhooks.Storage.Reading;

/// <summary>
/// Reads a contact's events by the index: a small range read for each day of receipt and what it leads to, however much
/// was received on that day. Days before <see cref="ContactIndex.BeginsAsync"/> are not in it.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="index">The index.</param>
/// <param name="events">Where events are kept.</param>
public sealed class ContactReader(WebhookTables tables, ContactIndex index, EventStore events)
{
    /// <summary>Reads a page of a vendor's day.</summary>
    /// <param name="day">The vendor's day of receipt.</param>
    /// <param name="contact">The contact's id or address, in any spelling of it.</param>
    /// <param name="limit">The most deliveries to look at.</param>
    /// <param name="after">What the page before gave, or null.</param>
    /// <returns>
    /// The events that are of the contact, newest first, and where to go on; null where the day is read to its end.
    /// </returns>
    public async Task<(IReadOnlyList<EngagementEvent> Events, string? Next)> PageAsync(
        VendorDay day, string contact, int limit, string? after, CancellationToken cancellationToken)
    {
        ContactKey key = await tables.ContactKeys.GetAsync(cancellationToken);
        string id = ContactId.Normalize(contact);
        string? address = EmailAddress.Normalize(contact);
        string[] hashes =
            address is null ? [key.OfId(day.Vendor, id)] : [key.OfId(day.Vendor, id), key.OfAddress(address)];
        List<TableEntity> rows = await index.ReadAsync(
            day, hashes.Order(StringComparer.Ordinal), after ?? "", limit, cancellationToken);
        Dictionary<EventKey, TableEntity> found = await events.ReadAsync(
            rows.SelectMany(ContactRow.EventsOf), null, cancellationToken);
        List<EngagementEvent> read = [];
        foreach (TableEntity row in found.Values)
        {
            if (EventRow.Read(row) is not { } one)
                await tables.Unreadable.NoteAsync(tables.Events, row, cancellationToken);
            else if (IsOf(one))
                read.Add(one);
        }

        return (
            [.. read.OrderByDescending(one => one.OccurredAt).ThenBy(one => one.EventId, StringComparer.Ordinal)],
            rows.Count == limit ? rows[^1].RowKey : null);

        bool IsOf(EngagementEvent one) =>
            (one.ContactId is { } its && ContactId.Normalize(its) == id)
            || (address is not null && one.ContactEmail is { } email && EmailAddress.Normalize(email) == address);
    }
}
