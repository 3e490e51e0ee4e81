using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Ingestion.Tests.Golden;

namespace Webhooks.Ingestion.Tests.Contract;

/// <summary>What <c>docs/adding-a-vendor.md</c> asks for, and which of it a vendor lacks.</summary>
/// <param name="Fixtures">The folder that holds each vendor's fixtures.</param>
/// <param name="Functions">The folder that holds each vendor's function.</param>
/// <param name="Docs">The text of <c>docs/events.md</c>.</param>
internal sealed record VendorContract(string Fixtures, string Functions, string Docs)
{
    /// <summary>The contract of this repository.</summary>
    public static VendorContract OfRepository() => new(
        FixtureFolder.Root,
        Path.Combine(FixtureFolder.Repository, "src", "Functions", "Webhooks"),
        File.ReadAllText(Path.Combine(FixtureFolder.Repository, "docs", "events.md")));

    /// <summary>Names whatever is missing.</summary>
    public IEnumerable<string> Missing(IVendor vendor)
    {
        if (!Regex.IsMatch(vendor.Name, "^[a-z][a-z0-9]{1,31}$"))
            yield return $"{vendor.Name}: a name of lower-case letters and digits";
        string folder = vendor.GetType().Namespace!.Split('.')[^1];
        if (!folder.Equals(vendor.Name, StringComparison.OrdinalIgnoreCase))
            yield return $"{vendor.Name}: a folder of its name in Vendors/, not {folder}";

        // No folder at all: a checkout of this library alone.
        string function = Path.Combine(Functions, folder + "Webhook.cs");
        if (Directory.Exists(Functions) && !File.Exists(function))
            yield return $"{vendor.Name}: the function {function}";

        GoldenCase[] cases = Cases(vendor);
        if (!cases.Any(golden => File.Exists(golden.ExpectedJson)))
            yield return $"{vendor.Name}: a fixture with expected.json in {Fixtures}";
        if (!cases.Any(golden => File.Exists(golden.ExpectedError)))
            yield return $"{vendor.Name}: a fixture with expected.error in {Fixtures}";

        string section = Section(vendor);
        if (section.Length == 0)
            yield return $"{vendor.Name}: a section \"## … (`{vendor.Name}`)\" in docs/events.md";
        HashSet<string> mapped = [.. cases.SelectMany(Types)];
        foreach (string type in EventTypes.All)
        {
            bool isDocumented = section.Contains($"`{type}`", StringComparison.Ordinal);
            if (isDocumented && !mapped.Contains(type))
                yield return $"{vendor.Name}: a fixture that maps to {type}, which its section in docs/events.md has";
            if (!isDocumented && mapped.Contains(type))
                yield return $"{vendor.Name}: {type} in its section in docs/events.md, which a fixture maps to";
        }
    }

    private GoldenCase[] Cases(IVendor vendor) =>
        [.. FixtureFolder.Cases(Fixtures).Where(golden => golden.Vendor == vendor.Name)];

    private static IEnumerable<string> Types(GoldenCase golden)
    {
        if (!File.Exists(golden.ExpectedJson))
            return [];
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(golden.ExpectedJson));
        return [.. document.RootElement.GetProperty("events").EnumerateArray()
            .Select(mapped => mapped.GetProperty("type").GetString()!)];
    }

    private string Section(IVendor vendor)
    {
        string[] sections = Docs.ReplaceLineEndings("\n").Split("\n## ");
        return sections.FirstOrDefault(
            section => section.Split('\n')[0].EndsWith($"(`{vendor.Name}`)", StringComparison.Ordinal)) ?? "";
    }
}
