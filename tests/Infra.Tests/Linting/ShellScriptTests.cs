using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Linting;

/// <summary>shellcheck finds nothing in any shell script of the repository.</summary>
public sealed class ShellScriptTests
{
    private static readonly string[] Folders = [".ci", ".devcontainer", ".github", "build", "infra", "tools"];

    [ShellcheckFact]
    public async Task Scripts_are_sound()
    {
        string[] scripts = [.. Folders.Where(RepositoryFile.Exists)
            .SelectMany(folder => RepositoryFile.All(folder, "*"))
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal)
                && IsShell(RepositoryFile.Path(file)))];
        Assert.Superset(new HashSet<string>([".ci/run", "infra/keys.sh"]), new HashSet<string>(scripts));

        (int exitCode, string output) = await Command.RunAsync("shellcheck", RepositoryFile.Path("."), scripts);

        Assert.True(exitCode == 0, output);
    }

    private static bool IsShell(string file) =>
        File.ReadLines(file).FirstOrDefault() is string first && first.StartsWith("#!", StringComparison.Ordinal)
        && first.EndsWith("sh", StringComparison.Ordinal) && !first.EndsWith("pwsh", StringComparison.Ordinal);
}
