using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Ingestion.Vendors.Acme;

namespace Webhooks.Infra.Tests;

/// <summary>A vendor is in every place that knows vendors; so is one added by docs/adding-a-vendor.md.</summary>
public sealed class VendorPlacesTests
{
    private static readonly IReadOnlyList<IVendor> Registered = new VendorRegistry(new VendorOptions()).All;
    private static readonly IReadOnlyList<IVendor> WithAcme = [.. Registered, new AcmeVendor()];

    [Fact]
    public void Every_place_that_names_a_vendor_names_each() =>
        Assert.Empty(VendorPlaces.OfRepository().Missing(Registered));

    [Fact]
    public void Excepted_places_are_there_and_name_a_vendor() =>
        Assert.All(VendorPlaces.Excepted.Keys, file => Assert.Contains(Registered, vendor =>
            RepositoryFile.Text(file).Contains(vendor.Name, StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void Vendor_that_is_added_by_the_guide_alone_is_in_all_of_them()
    {
        VendorPlaces places = AddedByTheGuide();

        Assert.Empty(places.Missing(WithAcme));
    }

    [Fact]
    public void Each_place_that_the_guide_names_is_missed_where_it_is_left_out()
    {
        VendorPlaces places = AddedByTheGuide();
        VendorPlaces before = VendorPlaces.OfRepository();

        Assert.All(Changes().Keys, file =>
        {
            Dictionary<string, string> without = new(places.Files);
            without[file] = before.Files.GetValueOrDefault(file, "");
            Assert.Contains(
                new VendorPlaces(without).Missing(WithAcme),
                missing => missing.StartsWith($"{file} lacks ", StringComparison.Ordinal));
        });
    }

    private static VendorPlaces AddedByTheGuide()
    {
        Dictionary<string, string> files = new(VendorPlaces.OfRepository().Files);
        foreach ((string file, string added) in Changes())
            files[file] = files.GetValueOrDefault(file, "") + added;
        return new VendorPlaces(files);
    }

    // The guide's table of places, and its copy of a function.
    private static Dictionary<string, string> Changes()
    {
        Dictionary<string, string> changes = MarkdownTable.Rows("docs/adding-a-vendor.md", "place").ToDictionary(
            row => MarkdownTable.Code(row[0]).Single(), row => string.Join('\n', MarkdownTable.Code(row[1])));
        changes["src/Functions/Webhooks/AcmeWebhook.cs"] = Regex
            .Replace(RepositoryFile.Text("src/Functions/Webhooks/SmartReachWebhook.cs"), "SmartReach", "Acme")
            .Replace("smartreach", "acme", StringComparison.Ordinal);
        return changes;
    }
}
