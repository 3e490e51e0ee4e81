using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>azure.yaml leads to things that are there.</summary>
public sealed class AzureYamlTests
{
    private static readonly string Yaml = RepositoryFile.Text("azure.yaml");

    [Fact]
    public void Paths_exist()
    {
        string[] paths = [.. Regex.Matches(Yaml, @"(?m)^\s+(?:path|project|run): (\S+)$").Select(match => match.Groups[1].Value)];

        Assert.Equal(4, paths.Length);
        Assert.All(paths, path => Assert.True(RepositoryFile.Exists(path), $"{path} is not there."));
    }

    [Fact]
    public void Set_up_is_one_that_exists()
    {
        string module = Regex.Match(Yaml, @"(?m)^  module: (\w+)$").Groups[1].Value;

        Assert.True(RepositoryFile.Exists($"infra/{module}.bicepparam"));
        Assert.Contains("using 'main.bicep'", RepositoryFile.Text($"infra/{module}.bicepparam"), StringComparison.Ordinal);
    }

    [Fact]
    public void Service_is_found_by_the_tag_of_the_app()
    {
        string service = Regex.Match(Yaml, @"(?m)^services:\n  (\w+):$").Groups[1].Value;

        Assert.Contains($"'azd-service-name': '{service}'", RepositoryFile.Text("infra/app.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hook_is_given_what_it_asks_for()
    {
        string outputs = RepositoryFile.Text("infra/main.bicep");

        Assert.All(
            Regex.Matches(RepositoryFile.Text("infra/keys.sh"), @"\$\{([A-Z_]+):\?").Select(match => match.Groups[1].Value),
            name => Assert.Contains($"output {name} string", outputs, StringComparison.Ordinal));
    }
}
