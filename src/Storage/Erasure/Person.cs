using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.People;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Erasure;

/// <summary>Whom to erase: a vendor's contact, or whoever has an email address.</summary>
public sealed partial record Person : Erased
{
    /// <summary>The vendor's id of the person.</summary>
    public string? ContactId { get; init; }

    /// <summary>The person's address, in any case.</summary>
    public string? Email { get; init; }

    /// <summary>The address in the one spelling; of an id that is an address, that.</summary>
    [JsonIgnore]
    internal string? Address => EmailAddress.Normalize(Email ?? ContactId!) ?? Email;

    /// <inheritdoc />
    [JsonIgnore]
    internal override bool HasId => ContactId is not null;

    /// <summary>Writes it.</summary>
    /// <returns>JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, PersonJson.Default.Person);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The person.</returns>
    public static Person Parse(string json) => JsonSerializer.Deserialize(json, PersonJson.Default.Person)!;

    /// <summary>What they are indexed by, in a vendor's days.</summary>
    internal IEnumerable<string> Hashes(string vendor, ContactKey key)
    {
        if (Address is { } address)
            yield return key.OfAddress(address);
        if (ContactId is { } id)
            yield return key.OfId(vendor, Ingestion.People.ContactId.Normalize(id));
    }

    /// <summary>Whether a row of <c>Events</c> is about the person.</summary>
    internal bool Owns(TableEntity row)
    {
        EngagementEvent read = EventRow.ReadWhatCanBe(row);
        return Owns(read.Vendor.Length > 0 ? read : read with { Vendor = Vendor ?? "" });
    }

    /// <inheritdoc />
    internal override bool IsAddress(string address) => address == Address;

    /// <inheritdoc />
    internal override bool IsId(string vendor, string id) =>
        ContactId is not null && id == Ingestion.People.ContactId.Normalize(ContactId) && MayBeOf(vendor);

    /// <inheritdoc />
    internal override bool HoldsId(string vendor, string text) =>
        MayBeOf(vendor) && Ingestion.People.ContactId.IsIn(text, Ingestion.People.ContactId.Normalize(ContactId!));

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Person))]
    private sealed partial class PersonJson : JsonSerializerContext;
}
