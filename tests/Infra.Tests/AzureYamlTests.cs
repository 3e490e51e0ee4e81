using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Compiling;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>azure.yaml leads to things that are there.</summary>
public sealed class AzureYamlTests
{
    private static readonly string[] Askers = ["infra/keys.sh", "infra/keys.ps1", "tools/Deployment/Program.cs"];

    private static readonly string Yaml = RepositoryFile.Text("azure.yaml");

    [Fact]
    public void Paths_exist()
    {
        string[] paths = [.. Regex.Matches(
                Yaml, @"(?m)^\s+(?:path: |project: |run: |run: dotnet run --project )([\w./-]+/[\w./-]+|infra)")
            .Select(match => match.Groups[1].Value)];

        Assert.Equal(8, paths.Length);
        Assert.All(paths, path => Assert.True(RepositoryFile.Exists(path), $"{path} is not there."));
    }

    [Fact]
    public void Parameters_are_there_for_the_module_that_is_deployed()
    {
        string module = Regex.Match(Yaml, @"(?m)^  module: (\w+)$").Groups[1].Value;

        Assert.Contains(
            $"using '{module}.bicep'", RepositoryFile.Text($"infra/{module}.bicepparam"), StringComparison.Ordinal);
    }

    [BicepFact]
    public async Task Service_is_found_by_the_tag_of_the_app()
    {
        string service = Regex.Match(Yaml, @"(?m)^services:\n  (\w+):$").Groups[1].Value;
        Deployment setup = await Deployment.OfAsync("WEBHOOKS_SETUP=small");

        Assert.Equal(
            service,
            Assert.Single(setup.Of("Microsoft.Web/sites")).GetProperty("tags").GetProperty("azd-service-name")
                .GetString());
    }

    [BicepFact]
    public async Task Hooks_are_given_what_they_ask_for()
    {
        IEnumerable<string> given = (await Template.SectionAsync("outputs")).Keys.Append("AZURE_SUBSCRIPTION_ID");
        string[] asked = [.. Regex.Matches(
                string.Concat(Askers.Select(RepositoryFile.Text)),
                @"\$\{(?<name>[A-Z_]+):\?|(?:Get-Required '|Variable\("")(?<name>[A-Z_]+)")
            .Select(match => match.Groups["name"].Value).Distinct()];

        Assert.Equal(5, asked.Length);
        Assert.Empty(asked.Except(given));
    }
}
