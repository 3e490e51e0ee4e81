namespace Webhooks.Tools.LocalRun;

/// <summary>Azure Functions Core Tools, if this machine has them.</summary>
public static class CoreTools
{
    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["func.cmd", "func.exe"] : ["func"];

    /// <summary>Whether <c>func</c> is on PATH.</summary>
    public static bool AreOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => Names.Any(name => File.Exists(Path.Combine(folder, name))));
}
