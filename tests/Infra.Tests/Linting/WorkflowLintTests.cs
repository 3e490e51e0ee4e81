using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Linting;

/// <summary>actionlint, which knows the workflows' schema and expressions, finds nothing in them.</summary>
public sealed class WorkflowLintTests
{
    private static readonly string Mistaken = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yml");

    // All files in one run, most of which is the linter's start.
    private static readonly Lazy<Task<string[]>> Complaints = new(LintAsync);

    [NodeFact]
    public async Task Workflows_are_well_formed() =>
        Assert.DoesNotContain(await Complaints.Value, line => !line.StartsWith(Mistaken, StringComparison.Ordinal));

    [NodeFact]
    public async Task Mistake_is_found_with_its_line() => Assert.Contains(
        await Complaints.Value, line => line.StartsWith($"{Mistaken}:6:", StringComparison.Ordinal));

    private static async Task<string[]> LintAsync()
    {
        await File.WriteAllTextAsync(
            Mistaken,
            "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ githob.ref }}\n");
        try
        {
            IReadOnlyList<string> workflows = RepositoryFile.All(".github/workflows", "*.yml");
            Assert.NotEmpty(workflows);
            return (await Actionlint.ComplaintsAsync([.. workflows.Select(RepositoryFile.Path), Mistaken])).Split('\n');
        }
        finally
        {
            File.Delete(Mistaken);
        }
    }
}
