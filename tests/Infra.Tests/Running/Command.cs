using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.Infra.Tests.Running;

/// <summary>Runs a program to its end.</summary>
public static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What it printed on both streams, and its exit code; -1 where there is no such program.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program,
        string folder,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        // On Windows npm is a script, which only the shell finds.
        bool script = OperatingSystem.IsWindows() && program == "npm";
        ProcessStartInfo start = new(script ? "cmd" : program, script ? ["/c", "npm", .. arguments] : arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        using CancellationTokenSource deadline = new(Patience);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return (-1, $"There is no {program}.");
        }

        using (process)
        {
            try
            {
                Task<string> error = process.StandardError.ReadToEndAsync(deadline.Token);
                string output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
                await process.WaitForExitAsync(deadline.Token);
                return (process.ExitCode, output + await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }
}
