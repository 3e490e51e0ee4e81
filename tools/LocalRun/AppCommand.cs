using System.Diagnostics;
using System.Globalization;

namespace Webhooks.Tools.LocalRun;

/// <summary>How the built app is started: under Core Tools, or, built with stand-ins, as its own host.</summary>
public static class AppCommand
{
    /// <summary>The process to start.</summary>
    /// <param name="options">What to start and where.</param>
    /// <param name="environment">Variables to set besides those of this process.</param>
    /// <returns>The process's start information, with nothing redirected.</returns>
    public static ProcessStartInfo Create(RunOptions options, IEnumerable<KeyValuePair<string, string>> environment)
    {
        string[] command = !options.UseCoreTools ? ["dotnet", options.App]
            : OperatingSystem.IsWindows() ? ["cmd", "/c", "func", "start"]
            : ["func", "start"];
        string[] arguments = [.. command[1..], "--port", options.Port.ToString(CultureInfo.InvariantCulture), .. options.ForHost];
        ProcessStartInfo start = new(command[0], arguments) { WorkingDirectory = Path.GetDirectoryName(options.App) };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
