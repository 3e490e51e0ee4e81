using System.Globalization;
using System.Text;
using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Vendors;
using Webhooks.Ingestion.Vendors.Acme;

namespace Webhooks.Ingestion.Tests.Contract;

/// <summary>Every registered vendor and the guide's, and webhooks of theirs.</summary>
internal static class VendorSample
{
    /// <summary>The registry's and the guide's.</summary>
    public static IReadOnlyList<IVendor> Vendors { get; } =
        [.. new VendorRegistry(new VendorOptions()).All, new AcmeVendor()];

    public static IVendor Vendor(string name) => Vendors.Single(vendor => vendor.Name == name);

    /// <summary>The vendor's sample, of the time at which every fixture was received.</summary>
    public static string Body(IVendor vendor) => vendor.Sample.Replace(
        "NOW",
        GoldenCase.ReceivedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    public static Delivery Delivery(IVendor vendor, string body) => Delivery(vendor, Encoding.UTF8.GetBytes(body));

    public static Delivery Delivery(IVendor vendor, ReadOnlyMemory<byte> body) => new()
    {
        Id = GoldenCase.DeliveryId,
        Vendor = vendor.Name,
        ReceivedAt = GoldenCase.ReceivedAt,
        Method = "POST",
        ContentType = "application/json",
        Body = body,
    };

    /// <summary>The sample, and each fixture that is mapped.</summary>
    public static IEnumerable<(string Name, IVendor Vendor, Delivery Delivery)> Mapped(IVendor vendor) =>
        FixtureFolder.Cases(FixtureFolder.Root)
            .Where(golden => golden.Vendor == vendor.Name && File.Exists(golden.ExpectedJson))
            .Select(golden => (golden.Name, WithSettings(vendor, golden), golden.Delivery()))
            .Prepend(("sample", vendor, Delivery(vendor, Body(vendor))));

    private static IVendor WithSettings(IVendor vendor, GoldenCase golden) =>
        new VendorRegistry(golden.Settings()).TryGet(vendor.Name, out IVendor? set) ? set : vendor;
}
