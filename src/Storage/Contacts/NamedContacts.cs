using Webhooks.Ingestion;
using Webhooks.Ingestion.People;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Contacts;

/// <summary>
/// Whom a delivery names: the contacts of its events, and every e-mail address in whatever of it is stored.
/// </summary>
public sealed class NamedContacts
{
    /// <summary>The most addresses that are indexed of those that are only in its text.</summary>
    public const int MaxFromText = 100;

    private readonly SortedDictionary<string, List<EventKey>> _events = new(StringComparer.Ordinal);

    private NamedContacts()
    {
    }

    /// <summary>It names more than is indexed: whoever looks for somebody must read it.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Something in it is about a contact that nobody knows: whoever looks for an id must read it.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>Finds them.</summary>
    /// <param name="outcome">The delivery, mapped; a large one leads to anybody.</param>
    /// <param name="key">Hashes.</param>
    public static NamedContacts Of(DeliveryOutcome outcome, ContactKey key)
    {
        if (outcome.IsLarge)
            return new NamedContacts { HasMore = true, HasUnknown = true };
        NamedContacts named = new() { HasUnknown = outcome.Rejection is not null };
        string vendor = outcome.Delivery.Vendor;
        Dictionary<string, string> known = [];
        foreach (EngagementEvent engagement in outcome.Events)
        {
            EventKey at = EventKey.Of(engagement);
            if (engagement.ContactId is { } id)
                named.Add(key.OfId(vendor, ContactId.Normalize(id)), at);
            foreach (string address in EventText.Of(engagement).Addresses())
            {
                if (!known.TryGetValue(address, out string? hash))
                    known[address] = hash = key.OfAddress(address);
                named.Add(hash, at);
            }

            named.HasUnknown |= EventText.NamesNobody(engagement);
        }

        ReadableText body = ReadableText.Of(outcome.Delivery);
        HashSet<string> inBody = body.Addresses();
        inBody.ExceptWith(known.Keys);
        named.HasMore = !body.IsWhole || inBody.Count > MaxFromText;
        foreach (string address in inBody.Order(StringComparer.Ordinal).Take(MaxFromText))
            named._events.TryAdd(key.OfAddress(address), []);
        return named;
    }

    /// <summary>What leads from each of them to the delivery.</summary>
    internal IEnumerable<ContactEntry> Entries(string deliveryId)
    {
        foreach ((string hash, List<EventKey> events) in _events)
            yield return new ContactEntry(hash, deliveryId, events);
        if (HasMore)
            yield return new ContactEntry(ContactRow.More, deliveryId, []);
        if (HasUnknown)
            yield return new ContactEntry(ContactRow.Unknown, deliveryId, []);
    }

    private void Add(string hash, EventKey at)
    {
        if (!_events.TryGetValue(hash, out List<EventKey>? events))
            _events[hash] = events = [];
        if (events.Count == 0 || events[^1] != at)
            events.Add(at);
    }
}
