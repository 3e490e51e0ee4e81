using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Infra.Tests;

/// <summary>What a newcomer opens first is there, and agrees with the rest.</summary>
public sealed class RepositoryTests
{
    private static readonly JsonElement OpenApi =
        JsonDocument.Parse(RepositoryFile.Text("docs/openapi.json")).RootElement;

    [Fact]
    public void Every_call_of_the_API_is_in_webhooks_http()
    {
        string[] calls = [.. Regex.Matches(
            RepositoryFile.Text("webhooks.http"), @"(?m)^(GET|POST) \{\{root\}\}([^?\s]+)")
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")
            .Select(call => call.Replace("{{name}}", "{name}", StringComparison.Ordinal))
            .Select(call => Regex.Replace(call, @"\{\{\w+\}\}", "{id}"))
            .Distinct()];

        AssertNames.Equal(Operations("GET", "POST").Where(call => !IsPageItself(call)), calls, "webhooks.http");
    }

    [Fact]
    public void Newest_version_of_the_changelog_is_the_API_s() => Assert.Equal(
        OpenApi.GetProperty("info").GetProperty("version").GetString(),
        Regex.Match(RepositoryFile.Text("CHANGELOG.md"), @"(?m)^## ([\d.]+) - \d{4}-\d\d-\d\d$").Groups[1].Value);

    [Theory]
    [InlineData(".vscode/launch.json")]
    [InlineData(".vscode/tasks.json")]
    [InlineData(".vscode/extensions.json")]
    [InlineData(".devcontainer/devcontainer.json")]
    [InlineData(".config/dotnet-tools.json")]
    public void Settings_of_tools_are_JSON(string file) => Assert.Equal(
        JsonValueKind.Object,
        JsonDocument.Parse(
            RepositoryFile.Text(file),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement.ValueKind);

    [Fact]
    public void Image_and_dev_container_have_the_version_of_NET_that_the_app_is_built_for()
    {
        string version = Regex.Match(RepositoryFile.Text("Directory.Build.props"), "<TargetFramework>net([0-9.]+)<")
            .Groups[1].Value;

        Assert.Contains($"dotnet/sdk:{version} ", RepositoryFile.Text("Dockerfile"), StringComparison.Ordinal);
        Assert.EndsWith(
            $"dotnet-isolated{version}",
            Regex.Match(RepositoryFile.Text("Dockerfile"), @"FROM (\S+isolated\S+)").Groups[1].Value,
            StringComparison.Ordinal);
        Assert.Contains(
            $"dotnet:1-{version}\"", RepositoryFile.Text(".devcontainer/devcontainer.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_lock_file_lies_beside_its_project()
    {
        string[] tops = ["src", "tools", "tests"];
        string[] projects = [.. tops.SelectMany(top => FoldersOf(top, "*.csproj"))];

        Assert.Empty(tops.SelectMany(top => FoldersOf(top, "packages.lock.json")).Except(projects));

        static IEnumerable<string> FoldersOf(string top, string pattern) =>
            RepositoryFile.All(top, pattern).Select(file => file[..file.LastIndexOf('/')]);
    }

    [LongFact]
    public async Task Service_beside_the_Aspire_dashboard_builds()
    {
        (int exitCode, string output) =
            await Command.RunAsync("dotnet", RepositoryFile.Path("."), ["build", "tools/AppHost", "-v", "q"]);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Compose_sets_every_setting_of_the_app() => AssertNames.Equal(
        AppSettings.Sample.Keys,
        Regex.Matches(RepositoryFile.Text("compose.yaml"), @"(?m)^      (\w+): ").Select(match => match.Groups[1].Value)
            .Where(name => !name.StartsWith("AzureWebJobs", StringComparison.Ordinal)),
        "compose.yaml");

    [Fact]
    public void Dependabot_looks_where_packages_are()
    {
        string[] named = Regex.Match(RepositoryFile.Text(".github/dependabot.yml"), @"directories: \[(.*)\]")
            .Groups[1].Value.Split(", ");
        IEnumerable<string> there = RepositoryFile.All("tools", "package.json")
            .Concat(RepositoryFile.All("tests", "package.json"))
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal))
            .Select(file => $"/{Path.GetDirectoryName(file)!.Replace('\\', '/')}");

        AssertNames.Equal(there, named, ".github/dependabot.yml");
    }

    // Behind its door the page is for browsers alone.
    private static bool IsPageItself(string call) =>
        Regex.IsMatch(call, "/dashboard/(?!operator)") || call is "POST /dashboard" or "POST /dashboard/operator";

    private static IEnumerable<string> Operations(params string[] methods) =>
        OpenApi.GetProperty("paths").EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"))
            .Where(call => methods.Contains(call.Split(' ')[0]));
}
