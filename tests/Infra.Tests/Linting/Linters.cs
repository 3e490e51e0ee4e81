using Webhooks.Infra.Tests.Running;
using Webhooks.Tools.Azurite;

namespace Webhooks.Infra.Tests.Linting;

/// <summary>
/// The linters that npm has, at the versions of Linting/package-lock.json, installed into <c>.local/lint</c> the first
/// time.
/// </summary>
internal static class Linters
{
    private const string Marker = "installed.lock.json";

    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>Where they are.</summary>
    public static Task<string> FolderAsync() => Installed.Value;

    private static async Task<string> InstallAsync()
    {
        string folder = Path.Combine(Repository.LocalFolder, "lint");
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
        Assert.True(exitCode == 0, $"npm could not install the linters (exit code {exitCode}): {output}");
        await File.WriteAllTextAsync(marker, wanted);
        return folder;
    }
}
