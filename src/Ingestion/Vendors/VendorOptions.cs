using Webhooks.Ingestion.Vendors.Smartico;

namespace Webhooks.Ingestion.Vendors;

/// <summary>The settings under <c>Vendors__</c>.</summary>
public sealed class VendorOptions
{
    /// <summary><c>Vendors__Smartico__*</c>.</summary>
    public SmarticoOptions Smartico { get; init; } = new();
}
