using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Linting;

/// <summary>Spectral, with every rule that it recommends for OpenAPI, finds nothing in docs/openapi.json.</summary>
public sealed class OpenApiLintTests
{
    private const string Spoilt = "spoilt.json";

    // Both files in one run, most of which is the linter's start.
    private static readonly Lazy<Task<string[]>> Complaints = new(LintAsync);

    [NodeFact]
    public async Task Description_of_the_api_is_well_formed_and_complete() =>
        Assert.DoesNotContain(await Complaints.Value, line => !IsOfSpoilt(line));

    [NodeFact]
    public async Task What_is_missing_is_found() => Assert.Contains(
        await Complaints.Value,
        line => IsOfSpoilt(line) && line.Contains("operation-tags", StringComparison.Ordinal));

    private static bool IsOfSpoilt(string line) => line.Contains(Spoilt, StringComparison.Ordinal);

    private static async Task<string[]> LintAsync()
    {
        string folder = Directory.CreateTempSubdirectory("openapi-lint-").FullName;
        try
        {
            string api = RepositoryFile.Text("docs/openapi.json");
            (string whole, string spoilt) = (Path.Combine(folder, "openapi.json"), Path.Combine(folder, Spoilt));
            await File.WriteAllTextAsync(whole, api);
            await File.WriteAllTextAsync(spoilt, api.Replace("\"tags\"", "\"labels\"", StringComparison.Ordinal));
            string rules = Path.Combine(folder, "rules.yaml");
            await File.WriteAllTextAsync(rules, "extends: [\"spectral:oas\"]\n");
            string complaints = Path.Combine(folder, "complaints");
            (int exitCode, string output) = await Command.RunAsync(
                "node",
                await Linters.FolderAsync(),
                [
                    "node_modules/@stoplight/spectral-cli/dist/index.js", "lint", whole, spoilt, "--ruleset", rules,
                    "--fail-severity", "hint", "--format", "text", "--output", complaints, "--quiet",
                    "--fail-on-unmatched-globs",
                ]);
            Assert.True(exitCode == 1 && File.Exists(complaints), output);
            return (await File.ReadAllTextAsync(complaints)).Trim().Split('\n');
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
