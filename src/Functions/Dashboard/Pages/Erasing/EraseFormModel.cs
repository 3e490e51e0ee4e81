using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Pages.Erasing;

/// <summary>A form that asks to erase a contact. The first step changes nothing: it shows what would go.</summary>
/// <param name="Vendor">Whose contact it was found as, or null.</param>
public sealed record EraseFormModel(string Contact, string? Vendor, VendorRegistry Vendors, PageSession Session);
