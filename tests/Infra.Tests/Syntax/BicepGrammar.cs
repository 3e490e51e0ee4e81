using Webhooks.Tools.Azurite;

namespace Webhooks.Infra.Tests.Syntax;

/// <summary>
/// Bicep's grammar for tree-sitter, at the version of Syntax/package-lock.json, installed with npm into
/// <c>.local/bicep-syntax</c> the first time. It knows the syntax and no types: `az bicep build` in CI knows both.
/// </summary>
public static class BicepGrammar
{
    private const string Marker = "installed.lock.json";

    private static readonly Lazy<Task<string>> Folder = new(InstallAsync);

    /// <summary>What in the files is not Bicep, as <c>path:line: text</c>.</summary>
    public static async Task<string> ComplaintsAsync(IEnumerable<string> paths)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Syntax", "parse.cjs");
        (int exitCode, string output) = await Command.RunAsync("node", await Folder.Value, [script, .. paths]);
        Assert.True(exitCode == 0, $"node ended with {exitCode}: {output}");
        return output.Trim();
    }

    private static async Task<string> InstallAsync()
    {
        string folder = Path.Combine(Repository.LocalFolder, "bicep-syntax");
        string wanted = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Syntax", "package-lock.json"));
        string marker = Path.Combine(folder, Marker);
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker) == wanted)
            return folder;

        Directory.CreateDirectory(folder);
        foreach (string file in (string[])["package.json", "package-lock.json"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Syntax", file), Path.Combine(folder, file), overwrite: true);
        // The grammar is used as WebAssembly: nothing is to be compiled, so no install script runs.
        (int exitCode, string output) = await Command.RunAsync(
            "npm", folder, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        Assert.True(exitCode == 0, $"npm could not install the Bicep grammar (exit code {exitCode}): {output}");
        await File.WriteAllTextAsync(marker, wanted);
        return folder;
    }
}
