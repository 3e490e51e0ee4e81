using System.Diagnostics;
using System.Text.RegularExpressions;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;

namespace Webhooks.EndToEnd.Tests.Documented;

/// <summary>The commands of a document, and what runs them.</summary>
internal static class Document
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What stands between fences of a language; "" is that of a fence without one.</summary>
    public static IReadOnlyList<string> Blocks(string file, string language) =>
    [
        .. Regex.Matches(
                File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n"),
                @"^```(\w*)\n(.*?)^```$",
                RegexOptions.Singleline | RegexOptions.Multiline)
            .Where(match => match.Groups[1].Value == language)
            .Select(match => match.Groups[2].Value),
    ];

    /// <summary>Runs a script that has to end with 0.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string script, ScriptLanguage language, string folder)
    {
        if (language != ScriptLanguage.PowerShell)
            return await RunAsync(folder, "sh", "-euc", script);

        // The tool is named by a file of the repository's, so it starts there; in a new clone it is not there yet.
        await RunAsync(Repository.Root, BuiltApp.Dotnet, "tool", "restore");
        const string stop = "$ErrorActionPreference = 'Stop'\n";
        return await RunAsync(
            Repository.Root, BuiltApp.Dotnet, "tool", "run", "pwsh", "--", "-NoProfile", "-Command", stop + script);
    }

    private static async Task<string> RunAsync(string folder, params string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        OutputRing output = OutputRing.Of(process);
        using CancellationTokenSource patience = new(Patience);
        await process.WaitForExitAsync(patience.Token);
        process.WaitForExit(); // until the last line is read
        Assert.True(process.ExitCode == 0, output.ToString());
        return output.ToString();
    }
}
