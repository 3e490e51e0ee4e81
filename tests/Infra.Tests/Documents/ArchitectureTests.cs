using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests.Documents;

/// <summary>docs/architecture.md names every room, and the walls between the projects stand.</summary>
public sealed class ArchitectureTests
{
    private const string Page = "docs/architecture.md";

    [Fact]
    public void Rooms_are_the_folders_of_the_source() =>
        AssertNames.Equal(
            RepositoryFile.All("src", "*.cs").Select(Room)
                .Where(room => !room.StartsWith("Host", StringComparison.Ordinal)).Distinct(),
            MarkdownTable.Rows(Page, "room").Select(row => MarkdownTable.Code(row[0]).Single()),
            $"{Page}, table | room |");

    [Fact]
    public void Names_on_the_way_are_files_in_the_rooms_that_it_says()
    {
        MatchCollection steps = Regex.Matches(
            RepositoryFile.Text(Page), @"(?m)^ *(\w+(?:, \w+)*) +((?:Functions|Storage|Ingestion)(?:/\w+)*) ");

        Assert.True(steps.Count > 20, "The way is not written as it is read here.");
        Assert.Empty(steps
            .SelectMany(
                step => step.Groups[1].Value.Split(", "), (step, name) => $"src/{step.Groups[2].Value}/{name}.cs")
            .Except(RepositoryFile.All("src", "*.cs")));
    }

    [Theory]
    [InlineData("Ingestion", "")]
    [InlineData("Storage", "Ingestion")]
    [InlineData("Functions", "Ingestion Storage")]
    public void Projects_know_only_those_above_them(string project, string known) =>
        AssertNames.Equal(
            known.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Regex.Matches(
                RepositoryFile.Text($"src/{project}/{project}.csproj"), @"ProjectReference Include=""\.\./(\w+)/")
                .Select(match => match.Groups[1].Value),
            $"src/{project}/{project}.csproj");

    [Theory]
    [InlineData("Ingestion", "Azure|Microsoft|Webhooks.Storage|Webhooks.Functions")]
    [InlineData("Storage", "Microsoft.Azure|Webhooks.Functions")]
    public void Sources_use_nothing_from_below(string project, string forbidden) =>
        Assert.All(
            RepositoryFile.All($"src/{project}", "*.cs"),
            file => Assert.DoesNotMatch($@"(?m)^using ({forbidden})\b", RepositoryFile.Text(file)));

    // The project, and the first folder in it: what is further down is the room's own affair.
    private static string Room(string file) => string.Join('/', file.Split('/')[1..^1].Take(2));
}
