using Webhooks.Ingestion;
using Webhooks.Ingestion.People;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Erasure;

/// <summary>Somebody who is to be gone: known by name while the erasure runs, afterwards by a keyed hash.</summary>
public abstract record Erased
{
    /// <summary>The vendor's name; null is all vendors.</summary>
    public string? Vendor { get; init; }

    /// <summary>Whether it is known by a vendor's id, too.</summary>
    internal abstract bool HasId { get; }

    /// <summary>Whether an address is theirs.</summary>
    /// <param name="address">As <see cref="EmailAddress"/> spells it.</param>
    internal abstract bool IsAddress(string address);

    /// <summary>Whether an id is theirs.</summary>
    /// <param name="vendor">Whose id it is.</param>
    /// <param name="id">As <see cref="ContactId"/> spells it.</param>
    internal abstract bool IsId(string vendor, string id);

    /// <summary>Whether a text holds their id as a whole word.</summary>
    /// <param name="vendor">Whose text it is.</param>
    /// <param name="text">The text, decoded.</param>
    internal abstract bool HoldsId(string vendor, string text);

    /// <summary>Whether something of a vendor may be theirs; of a vendor that nobody knows it may.</summary>
    internal bool MayBeOf(string vendor) =>
        Vendor is null || Vendor == vendor || vendor == Ingestion.Vendors.VendorRegistry.Unknown;

    /// <summary>Whether an event is about them, or names them somewhere.</summary>
    /// <remarks>An id is a word like others: where an event says whose it is, only that counts.</remarks>
    internal bool Owns(EngagementEvent e)
    {
        if (e.ContactId is { } id && IsId(e.Vendor, ContactId.Normalize(id)))
            return true;
        ReadableText text = EventText.Of(e);
        return HoldsAddress(text)
            || (HasId && EventText.NamesNobody(e) && text.Texts.Any(read => HoldsId(e.Vendor, read)));
    }

    /// <summary>Finds what of a delivery is theirs.</summary>
    /// <param name="outcome">The delivery, mapped.</param>
    /// <param name="theirs">The events that are.</param>
    /// <returns>False where it does not name them.</returns>
    internal bool IsNamedIn(
        DeliveryOutcome outcome, CancellationToken cancellationToken, out IReadOnlyCollection<EventKey> theirs)
    {
        theirs = new TheirEvents(outcome, Owns, cancellationToken);
        if (theirs.Count > 0)
            return true;
        ReadableText text = ReadableText.Of(outcome.Delivery);
        bool mayBeUnknown = outcome.Rejection is not null || outcome.Events.Any(EventText.NamesNobody);
        bool isNamed = HoldsAddress(text) || (HasId && mayBeUnknown
            && text.Texts.Any(read => HoldsId(outcome.Delivery.Vendor, read)));

        // It is what was cut from one of its events that names them.
        if (isNamed)
            theirs = new TheirEvents(outcome, EventText.IsCut, cancellationToken);
        return isNamed;
    }

    /// <summary>Whether a text names them by an address.</summary>
    internal bool HoldsAddress(ReadableText text) => text.Addresses().Any(IsAddress);
}
