using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests.Running;

/// <summary>PowerShell as the tool of .config/dotnet-tools.json, which `dotnet tool restore` fetches.</summary>
public static class PowerShell
{
    private static readonly Lazy<bool> Restored = new(() => RestoreAsync().GetAwaiter().GetResult());

    public static bool IsThere => Restored.Value;

    public static async Task<(int ExitCode, string Output)> RunAsync(
        string script, IReadOnlyDictionary<string, string?> environment) =>
        await Command.RunAsync(
            "dotnet",
            RepositoryFile.Path("."),
            ["tool", "run", "pwsh", "--", "-NoProfile", "-File", script],
            environment);

    private static async Task<bool> RestoreAsync() =>
        (await Command.RunAsync("dotnet", RepositoryFile.Path("."), ["tool", "restore"])).ExitCode == 0;
}
