using System.Diagnostics.CodeAnalysis;
using Webhooks.Ingestion.Text;
using Webhooks.Ingestion.Vendors.Smartico;
using Webhooks.Ingestion.Vendors.SmartReach;

namespace Webhooks.Ingestion.Vendors;

/// <summary>Every vendor there is. A new vendor is one more line in the constructor.</summary>
public sealed class VendorRegistry
{
    /// <summary>The vendor of what was in the queue and is not of this service.</summary>
    public const string Unknown = "unknown";

    private readonly Dictionary<string, IVendor> _byName;

    /// <summary>Registers the vendors.</summary>
    /// <param name="options">Their settings.</param>
    /// <param name="maxBodyBytes">The most that a compressed body may inflate to.</param>
    public VendorRegistry(VendorOptions options, int maxBodyBytes = Inflation.MaxBytes)
    {
        All =
        [
            new SmartReachVendor(maxBodyBytes),
            new SmarticoVendor(options.Smartico, maxBodyBytes),
        ];
        _byName = All.ToDictionary(vendor => vendor.Name);
        Registered = [.. All.Select(vendor => vendor.Name)];
    }

    /// <summary>Every vendor.</summary>
    public IReadOnlyList<IVendor> All { get; }

    /// <summary>Every vendor's name.</summary>
    public IReadOnlyList<string> Registered { get; }

    /// <summary>
    /// The names that stored deliveries may have: every vendor's, and <c>unknown</c> for messages not of this service.
    /// </summary>
    public IEnumerable<string> Names() => Registered.Append(Unknown);

    /// <summary>A vendor's name as the vendor spells it; any other name as it is.</summary>
    public string DisplayNameOf(string name) => TryGet(name, out IVendor? vendor) ? vendor.DisplayName : name;

    /// <summary>Finds a vendor.</summary>
    /// <param name="name">Its <see cref="IVendor.Name"/>.</param>
    /// <returns>False where there is none of that name.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out IVendor? vendor) => _byName.TryGetValue(name, out vendor);
}
