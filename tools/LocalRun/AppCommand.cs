using System.Diagnostics;
using System.Globalization;

namespace Webhooks.Tools.LocalRun;

/// <summary>How the built app is started: under Core Tools where there are any, else under tools/LocalHost.</summary>
public static class AppCommand
{
    /// <summary>The process to start.</summary>
    /// <param name="options">What to start and where.</param>
    /// <param name="environment">Variables to set besides those of this process.</param>
    /// <returns>
    /// The process's start information. LocalHost's standard input is a pipe whose end tells it that the launcher has
    /// ended, so leave it open.
    /// </returns>
    public static ProcessStartInfo Create(RunOptions options, IEnumerable<KeyValuePair<string, string>> environment)
    {
        string[] command = !options.UseCoreTools
            ? ["dotnet", options.LocalHost, "--app", options.App, "--end-with-stdin"]
            : OperatingSystem.IsWindows() ? ["cmd", "/c", "func", "start"]
            : ["func", "start"];
        string port = options.Port.ToString(CultureInfo.InvariantCulture);
        string[] arguments = [.. command[1..], "--port", port, .. options.ForHost];
        ProcessStartInfo start = new(command[0], arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(options.App),
            RedirectStandardInput = !options.UseCoreTools,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
