using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Ingestion.Tests.Contract;

public sealed class VendorContractTests
{
    private static readonly IReadOnlyList<IVendor> Vendors = new VendorRegistry(new VendorOptions()).All;

    [Fact]
    public void Every_registered_vendor_is_complete()
    {
        VendorContract contract = VendorContract.OfRepository();
        Assert.Empty(Vendors.SelectMany(contract.Missing));
    }

    [Fact]
    public void Every_vendor_is_registered_and_every_fixture_folder_is_a_vendors()
    {
        HashSet<string> names = [.. Vendors.Select(vendor => vendor.Name)];
        Assert.Equal(
            typeof(IVendor).Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IVendor).IsAssignableFrom(type))
                .Order(ByName),
            Vendors.Select(vendor => vendor.GetType()).Order(ByName));
        Assert.Subset(names, FixtureFolder.Cases(FixtureFolder.Root).Select(golden => golden.Vendor).ToHashSet());
    }

    [Fact]
    public void Every_type_has_a_fixture_of_some_vendor()
    {
        string expected = string.Concat(FixtureFolder.Cases(FixtureFolder.Root)
            .Where(golden => File.Exists(golden.ExpectedJson)).Select(golden => File.ReadAllText(golden.ExpectedJson)));
        Assert.DoesNotContain(
            EventTypes.All, type => !expected.Contains($"\"type\": \"{type}\"", StringComparison.Ordinal));
    }

    private static Comparer<Type> ByName =>
        Comparer<Type>.Create((x, y) => string.CompareOrdinal(x.FullName, y.FullName));
}
