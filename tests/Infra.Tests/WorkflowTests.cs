using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>The workflows use pinned actions, have few rights and no stored secret.</summary>
public sealed class WorkflowTests
{
    private static readonly string[] SignsIn = ["deploy.yml", "backup.yml"];

    public static TheoryData<string> Files { get; } = [.. RepositoryFile.All(".github/workflows", "*.yml")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_are_pinned(string file)
    {
        string[] actions = [.. Regex.Matches(RepositoryFile.Text(file), @"uses:\s*(\S+)")
            .Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches(@"^[\w.-]+/[\w./-]+@([0-9a-f]{40}|v\d+)$", action));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Rights_are_few_and_secrets_none(string file)
    {
        string text = RepositoryFile.Text(file);

        Assert.Matches(@"(?m)^permissions:\n  contents: read$", text);
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(
            @"(?m)^\s*(contents|actions|packages|id-token|pull-requests): write\s*$",
            SignsIn.Contains(Path.GetFileName(file))
                ? text.Replace("id-token: write", "", StringComparison.Ordinal)
                : text);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_job_ends_in_bounded_time(string file)
    {
        string text = RepositoryFile.Text(file);

        Assert.Equal(Regex.Count(text, @"(?m)^    runs-on:"), Regex.Count(text, @"(?m)^    timeout-minutes:"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_of_the_repository_that_are_named_exist(string file) =>
        Assert.All(
            Regex.Matches(RepositoryFile.Text(file), @"(?<![\w./*-])((?:\.ci|infra|src|tests|tools|docs)/[\w./-]+)")
                .Select(match => match.Value.TrimEnd('.')),
            path => Assert.True(RepositoryFile.Exists(path), $"{file} names {path}, which is not there."));
}
