using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Ingestion.Tests;

/// <summary>Every folder of <c>tests/Fixtures/{vendor}</c> is a test; see its README.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (GoldenCase golden in FixtureFolder.Cases(FixtureFolder.Root))
            cases.Add(golden.Vendor, golden.Name);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fixture_maps_to_its_expectation(string vendor, string name)
    {
        GoldenCase golden = new(Path.Combine(FixtureFolder.Root, vendor, name));
        Assert.True(new VendorRegistry(golden.Settings())
            .TryGet(vendor, out IVendor? mapper), $"No vendor is named {vendor}.");
        GoldenFile.Check(golden, mapper, GoldenFile.Accepting);
    }
}
