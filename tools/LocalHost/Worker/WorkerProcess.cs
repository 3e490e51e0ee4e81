using System.Diagnostics;
using System.Globalization;

namespace Webhooks.Tools.LocalHost.Worker;

/// <summary>Starts the app as a worker, as the real host does.</summary>
internal static class WorkerProcess
{
    private const string StartupHooks = "DOTNET_STARTUP_HOOKS";

    /// <summary>Starts it.</summary>
    /// <param name="options">What to run, and whether to wait for a debugger.</param>
    /// <param name="server">Where it connects to.</param>
    /// <param name="workerId">What it calls itself there.</param>
    /// <returns>The process: it ends with this one at the latest, and not with a terminal's Ctrl-C.</returns>
    public static Process Start(RunOptions options, Uri server, string workerId)
    {
        string folder = Path.GetDirectoryName(options.App)!;
        string requestId = $"{workerId}-start";
        string maxMessage = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new(
            "dotnet",
            [
                // Today's workers read the second form, older ones the first; the real host sends both.
                options.App, "--host", server.Host, "--port", server.Port.ToString(CultureInfo.InvariantCulture),
                "--workerId", workerId, "--requestId", requestId, "--grpcMaxMessageLength", maxMessage,
                "--functions-uri", server.ToString(), "--functions-worker-id", workerId,
                "--functions-request-id", requestId, "--functions-grpc-max-message-length", maxMessage,
            ])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
        };
        if (OperatingSystem.IsWindows())
            start.CreateNewProcessGroup = true;
        string hook = Path.Combine(AppContext.BaseDirectory, "EndWithParent.dll");
        string? debug = options.Debug ? "Microsoft.Azure.Functions.Worker.Core" : null;
        string?[] hooks = [hook, debug, Environment.GetEnvironmentVariable(StartupHooks)];
        start.Environment[StartupHooks] =
            string.Join(Path.PathSeparator, hooks.Where(name => !string.IsNullOrEmpty(name)));
        if (options.Debug)
            start.Environment["FUNCTIONS_ENABLE_DEBUGGER_WAIT"] = "true";
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = folder;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder;
        start.Environment.TryAdd("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated");
        start.Environment.TryAdd("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
        return Process.Start(start)!;
    }
}
