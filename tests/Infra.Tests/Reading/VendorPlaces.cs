using System.Text.RegularExpressions;
using Webhooks.Ingestion;

namespace Webhooks.Infra.Tests.Reading;

/// <summary>
/// Every file outside of the vendors' own that names a vendor: it has to name each of them, or be excepted. What names
/// none follows from the registry, or from the functions' names.
/// </summary>
/// <param name="Files">A file's path from the top, and its text.</param>
internal sealed partial record VendorPlaces(IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Places that name some vendors and need not name all, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Excepted = new Dictionary<string, string>
    {
        [".github/ISSUE_TEMPLATE/vendor-change.yml"] = "An example in an empty field.",
        ["src/Functions/Settings/SettingsReader.cs"] = "Checks the settings of the vendors that have some.",
        ["tools/Deployment/SmokeTest.cs"] = "Sends one webhook, of one vendor.",
        ["tools/Send/SendOptions.cs"] = "Says whose traffic it makes up.",
        ["tools/Send/Traffic.cs"] = "Makes up the traffic of the two vendors whose quirks it knows.",
        ["tools/Send/Webhook.cs"] = "As Traffic.cs.",
    };

    private static readonly string[] Folders = ["src/Functions", "src/Storage", "infra", "tools", ".github"];

    private static readonly string[] Roots =
    [
        "README.md", "compose.yaml", "docs/openapi.json", "host.json", "local.settings.sample.json", "webhooks.http",
    ];

    public static VendorPlaces OfRepository() => new(Folders.SelectMany(folder => RepositoryFile.All(folder, "*"))
        .Where(file => !file.Contains("lock", StringComparison.Ordinal)).Concat(Roots)
        .ToDictionary(file => file, RepositoryFile.Text));

    /// <summary>Names each place that lacks a vendor.</summary>
    public IEnumerable<string> Missing(IReadOnlyCollection<IVendor> vendors)
    {
        foreach ((string file, string text) in Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            string rest = Setting().Replace(text, "");
            bool IsNamed(IVendor vendor) => rest.Contains(vendor.Name, StringComparison.OrdinalIgnoreCase);
            bool isOwn = vendors.Any(vendor =>
                Path.GetFileName(file).StartsWith(vendor.Name, StringComparison.OrdinalIgnoreCase));
            if (isOwn || Excepted.ContainsKey(file) || !vendors.Any(IsNamed))
                continue;
            foreach (IVendor vendor in vendors.Where(vendor => !IsNamed(vendor)))
                yield return $"{file} lacks {vendor.Name}";
        }

        foreach (IVendor vendor in vendors)
        {
            string function = $"{vendor.GetType().Namespace!.Split('.')[^1]}Webhook";
            foreach ((string file, string line) in Lines(function, vendor))
            {
                if (!Files.GetValueOrDefault(file, "").Contains(line, StringComparison.Ordinal))
                    yield return $"{file} lacks {line}";
            }
        }
    }

    private static IEnumerable<(string File, string Line)> Lines(string function, IVendor vendor) =>
    [
        ($"src/Functions/Webhooks/{function}.cs", $"[Function(nameof({function}))]"),
        ($"src/Functions/Webhooks/{function}.cs", $"Route = \"webhooks/{vendor.Name}\""),
        ($"src/Functions/Webhooks/{function}.cs", $"ReceiveAsync(\"{vendor.Name}\""),
        ("infra/keys.sh", $"ensure_key {function} {vendor.Name} api/webhooks/{vendor.Name}"),
        ("infra/keys.ps1", $"Set-VendorKey {function} {vendor.Name} api/webhooks/{vendor.Name}"),
        ("infra/signin.bicep", $"'/api/webhooks/{vendor.Name}'"),
        ("host.json", $"\"Function.{function}\": \"Warning\""),
        ("docs/openapi.json", $"\"/webhooks/{vendor.Name}\""),
        ("docs/openapi.json", $"\"operationId\": \"{function}\""),
        ("webhooks.http", $"{{{{root}}}}/webhooks/{vendor.Name}"),
        ("README.md", $"**{vendor.DisplayName}**"),
    ];

    // Not every vendor has settings; SettingsTests holds them against the code.
    [GeneratedRegex("Vendors__\\w+")]
    private static partial Regex Setting();
}
