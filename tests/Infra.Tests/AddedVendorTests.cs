using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Infra.Tests;

/// <summary>A copy of the source with the guide's vendor in it builds, and its function is there.</summary>
public sealed class AddedVendorTests : IDisposable
{
    private static readonly string[] Copied =
    [
        "src", "tools", "build", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
        "global.json", "host.json", "local.settings.sample.json", ".editorconfig",
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("vendor-").FullName;

    [LongFact]
    public async Task Vendor_of_the_guide_is_built_into_the_app()
    {
        Copy();
        string guide = RepositoryFile.Text("docs/adding-a-vendor.md");
        string mapper = Regex.Match(guide, "(?s)```csharp\n(.*?)```").Groups[1].Value;
        Write("src/Ingestion/Vendors/Acme/AcmeVendor.cs", mapper);
        Write("src/Functions/Webhooks/AcmeWebhook.cs", Read("src/Functions/Webhooks/SmartReachWebhook.cs")
            .Replace("SmartReach", "Acme", StringComparison.Ordinal)
            .Replace("smartreach", "acme", StringComparison.Ordinal));
        const string registry = "src/Ingestion/Vendors/VendorRegistry.cs";
        string line = Regex.Match(guide, @"(?m)^    (new \w+Vendor\(.*\),)$").Groups[1].Value;
        const string first = "using Webhooks.Ingestion.Vendors.Smartico;\n";
        Write(registry, Read(registry)
            .Replace("        [\n", $"        [\n            {line}\n", StringComparison.Ordinal)
            .Replace(first, $"using Webhooks.Ingestion.Vendors.Acme;\n{first}", StringComparison.Ordinal));

        (int exitCode, string output) = await Command.RunAsync(
            "dotnet", _root, ["build", "src/Functions", "--nologo", "-v", "q"], new Dictionary<string, string?>());

        Assert.True(exitCode == 0, output);
        using JsonDocument functions = JsonDocument.Parse(File.ReadAllText(
            Directory.GetFiles(_root, "functions.metadata", SearchOption.AllDirectories)
                .First(file => file.Contains("bin", StringComparison.Ordinal))));
        Assert.Contains(functions.RootElement.EnumerateArray(), function =>
            function.GetProperty("name").GetString() == "AcmeWebhook"
            && function.ToString().Contains("webhooks/acme", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Copy()
    {
        foreach (string copied in Copied)
        {
            string[] files = Directory.Exists(RepositoryFile.Path(copied))
                ? [.. RepositoryFile.All(copied, "*")]
                : [copied];
            foreach (string file in files)
                Write(file, File.ReadAllBytes(RepositoryFile.Path(file)));
        }
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_root, file)).ReplaceLineEndings("\n");

    private void Write(string file, string text) => Write(file, System.Text.Encoding.UTF8.GetBytes(text));

    private void Write(string file, byte[] bytes)
    {
        string path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
