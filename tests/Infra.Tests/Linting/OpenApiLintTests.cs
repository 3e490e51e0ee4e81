using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Linting;

/// <summary>Spectral, with every rule that it recommends for OpenAPI, finds nothing in docs/openapi.json.</summary>
public sealed class OpenApiLintTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("openapi-lint-").FullName;

    [NodeFact]
    public async Task Description_of_the_api_is_well_formed_and_complete() =>
        Assert.Equal((0, ""), await LintAsync(RepositoryFile.Path("docs/openapi.json")));

    [NodeFact]
    public async Task What_is_missing_is_found()
    {
        string file = Path.Combine(_folder, "api.json");
        await File.WriteAllTextAsync(file, RepositoryFile.Text("docs/openapi.json").Replace(
            "\"tags\"", "\"labels\"", StringComparison.Ordinal));

        (int exitCode, string complaints) = await LintAsync(file);

        Assert.Equal(1, exitCode);
        Assert.Contains("operation-tags", complaints, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int ExitCode, string Complaints)> LintAsync(string file)
    {
        string rules = Path.Combine(_folder, "rules.yaml");
        await File.WriteAllTextAsync(rules, "extends: [\"spectral:oas\"]\n");
        string complaints = Path.Combine(_folder, "complaints");
        (int exitCode, string output) = await Command.RunAsync(
            "node",
            await Linters.FolderAsync(),
            [
                "node_modules/@stoplight/spectral-cli/dist/index.js", "lint", file, "--ruleset", rules,
                "--fail-severity", "hint", "--format", "text", "--output", complaints, "--quiet",
            ]);
        Assert.True(File.Exists(complaints), output);
        return (exitCode, (await File.ReadAllTextAsync(complaints)).Trim());
    }
}
