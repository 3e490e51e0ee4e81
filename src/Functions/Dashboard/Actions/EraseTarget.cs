using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.People;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Erasure;

namespace Webhooks.Functions.Dashboard.Actions;

/// <summary>Whom a form asks to erase.</summary>
/// <param name="Contact">An email address, or a vendor's id.</param>
/// <param name="Vendor">Whose id it is; null for an address, which is the same at all vendors.</param>
public sealed record EraseTarget(string Contact, string? Vendor)
{
    private const int MaxContact = 320; // the longest email address

    /// <summary>Whether a contact is an address.</summary>
    public static bool IsAddress(string contact) => EmailAddress.Normalize(contact) is not null;

    /// <summary>Reads it of a form.</summary>
    /// <returns>Null where the form names nobody.</returns>
    internal static EraseTarget? Of(UrlEncoded form, VendorRegistry vendors)
    {
        string contact = (form["contact"] ?? "").Trim();
        if (contact.Length is 0 or > MaxContact)
            return null;
        if (IsAddress(contact))
            return new EraseTarget(contact, null);
        return vendors.TryGet(form["vendor"] ?? "", out IVendor? vendor) ? new EraseTarget(contact, vendor.Name) : null;
    }

    /// <summary>Whether a person typed the contact once more, as it is shown.</summary>
    /// <param name="typed">What was typed, or null.</param>
    public bool IsConfirmedBy(string? typed) => string.Equals(typed?.Trim(), Contact, StringComparison.Ordinal);

    /// <summary>As the erasure takes it.</summary>
    public Person ToPerson() => Vendor is null
        ? new Person { Email = Contact }
        : new Person { Vendor = Vendor, ContactId = Contact };
}
