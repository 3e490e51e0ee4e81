using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Storage.Contacts;

/// <summary>
/// Makes of a contact what it is indexed by: nobody without the key can tell whose it is, or try addresses.
/// </summary>
/// <param name="Secret">Random, this installation's own.</param>
/// <param name="Since">When the index began.</param>
public sealed record ContactKey(byte[] Secret, DateTimeOffset Since)
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

    private string Of(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
}
