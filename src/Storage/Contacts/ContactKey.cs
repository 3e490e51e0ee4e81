using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Ingestion.People;

namespace Webhooks.Storage.Contacts;

/// <summary>
/// Makes of a contact what it is indexed by: nobody without the key can tell whose it is, or try addresses.
/// </summary>
/// <param name="Secret">Random, this installation's own.</param>
/// <param name="Since">When the index began.</param>
/// <param name="IsFirst">Whether nothing was stored before.</param>
public sealed record ContactKey(byte[] Secret, DateTimeOffset Since, bool IsFirst = false)
{
    private const int Bytes = 16;

    /// <summary>The hash of an address, whichever vendor has it.</summary>
    /// <param name="address">As <see cref="Ingestion.People.EmailAddress"/> spells it.</param>
    /// <returns>32 hex digits.</returns>
    public string OfAddress(string address) => Of($"address\n{address}");

    /// <summary>The hash of a vendor's id of a contact.</summary>
    /// <param name="vendor">The vendor's name.</param>
    /// <param name="id">As <see cref="Ingestion.People.ContactId"/> spells it.</param>
    /// <returns>32 hex digits.</returns>
    public string OfId(string vendor, string id) => Of($"id\n{vendor}\n{id}");

    /// <summary>
    /// What an event's contact is counted by: by the vendor's id, or by the address where there is none. It is another
    /// hash than that of the index, so that from a count nobody comes to a delivery.
    /// </summary>
    /// <returns>Null where the event names no contact.</returns>
    public ulong? ToCount(string vendor, string? id, string? address)
    {
        string? text = !string.IsNullOrWhiteSpace(id) ? $"id\n{ContactId.Normalize(id)}"
            : !string.IsNullOrWhiteSpace(address) ? $"address\n{EmailAddress.Normalize(address) ?? address.Trim()}"
            : null;
        return text is null ? null : BinaryPrimitives.ReadUInt64BigEndian(Hash($"count\n{vendor}\n{text}"));
    }

    private string Of(string text) => Convert.ToHexStringLower(Hash(text).AsSpan(0, Bytes));

    private byte[] Hash(string text) => HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(text));
}
