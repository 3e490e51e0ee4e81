namespace Webhooks.Host.Tests.Hosting;

/// <summary>Azure Functions Core Tools, or what stands where they would.</summary>
internal static class CoreTools
{
    /// <summary>The <c>func</c> on PATH, or null.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder =>
        (string[])[System.IO.Path.Combine(folder, "func"), System.IO.Path.Combine(folder, "func.cmd")])
        .FirstOrDefault(File.Exists);
}
