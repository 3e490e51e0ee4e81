using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Compiling;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests.Documents;

/// <summary>What docs/deploying.md and docs/operating.md say of the infrastructure is so.</summary>
public sealed partial class DocsTests
{
    private const string Deploying = "docs/deploying.md";
    private const string Operating = "docs/operating.md";

    [BicepFact]
    public async Task Every_parameter_is_explained() =>
        AssertNames.Equal(
            (await Template.SectionAsync("parameters")).Keys,
            MarkdownTable.Rows(Deploying, "Parameter").SelectMany(row => MarkdownTable.Code(row[0])),
            $"{Deploying}, table | Parameter |");

    [BicepFact]
    public async Task Every_alert_has_a_section_that_says_what_to_do()
    {
        Deployment all = await Deployment.OfAsync("WEBHOOKS_SETUP=production");

        AssertNames.Equal(
            all.Names("Microsoft.Insights/scheduledQueryRules").Concat(all.Names("Microsoft.Insights/metricAlerts")),
            Regex.Matches(RepositoryFile.Text(Operating), "(?m)^### `([a-z0-9-]+)`")
                .Select(match => match.Groups[1].Value),
            $"{Operating}, sections ### `alert`");
    }

    [Theory]
    [InlineData(Deploying)]
    [InlineData(Operating)]
    public void Environment_variables_are_ones_that_a_set_up_reads(string file)
    {
        string readers = RepositoryFile.Text("infra/main.bicepparam")
            + string.Concat(RepositoryFile.All(".github/workflows", "*.yml").Select(RepositoryFile.Text));

        Assert.All(
            Regex.Matches(RepositoryFile.Text(file), @"\bWEBHOOKS_[A-Z_]+").Select(match => match.Value),
            name => Assert.Contains(name, readers, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Deploying)]
    [InlineData(Operating)]
    public void Files_and_links_lead_somewhere(string file)
    {
        string text = RepositoryFile.Text(file);
        string[] links = [.. Link().Matches(text)
            .Select(match => Path.Combine("docs", match.Groups[1].Value.Split('#')[0]))];
        string[] named = [.. Named().Matches(text).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(named);
        Assert.All(
            links.Concat(named),
            path => Assert.True(RepositoryFile.Exists(path), $"{file} names {path}, which is not there."));
    }

    [Theory]
    [InlineData(Deploying)]
    [InlineData(Operating)]
    public void Functions_that_commands_name_exist(string file) =>
        Assert.All(
            Regex.Matches(RepositoryFile.Text(file), @"(?:--function-name |/admin/functions/)(\w+)")
                .Select(match => match.Groups[1].Value),
            name => Assert.Contains(name, FunctionsInCode.Names));

    [GeneratedRegex(@"\]\((?!https?:|#)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:infra|src|tests|tools|docs|\.github|\.ci)/[\w./-]+)`")]
    private static partial Regex Named();
}
