using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.People;

namespace Webhooks.Storage.Contacts;

/// <summary>A contact that somebody looks for.</summary>
/// <param name="Text">A vendor's id or an email address, in any spelling of it.</param>
public sealed record SoughtContact(string Text)
{
    private readonly string _id = ContactId.Normalize(Text);
    private readonly string? _address = EmailAddress.Normalize(Text);

    // An event's id that spells an address is indexed as every address of the event is.
    private readonly bool _isFoundByAddress = EmailAddress.Normalize(Text) is { } address
        && ReadableText.Of(ContactId.Normalize(Text)).Addresses().Contains(address);

    /// <summary>
    /// Whether an event is of the contact, or names the address anywhere: as an erasure would find it.
    /// </summary>
    public bool Owns(EngagementEvent one) =>
        (one.ContactId is { } id && ContactId.Normalize(id) == _id)
        || (_address is not null && EventText.Of(one).Addresses().Contains(_address));

    /// <summary>What the contact is indexed by, in a vendor's days.</summary>
    internal string[] Names(string vendor, ContactKey key) => _address is null ? [key.OfId(vendor, _id)]
        : _isFoundByAddress ? [key.OfAddress(_address)]
        : [key.OfId(vendor, _id), key.OfAddress(_address)];

    /// <summary>A condition for rows of <c>Events</c>, which storage can only compare as they are spelled.</summary>
    internal string Filter()
    {
        IEnumerable<string> conditions = new[] { Text, _id, _address }.OfType<string>().Distinct()
            .Select(one => TableClient.CreateQueryFilter($"ContactId eq {one} or ContactEmail eq {one}"));
        return $"({string.Join(" or ", conditions)})";
    }
}
