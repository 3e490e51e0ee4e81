using System.ComponentModel;
using System.Diagnostics;
using Webhooks.Tools.Azurite;

namespace Webhooks.Tools.LocalRun;

/// <summary>Storage first, then the app; at the end the app first, then storage.</summary>
public static class Launcher
{
    private static readonly string[] Connections = ["WebhookStorage", "AzureWebJobsStorage"];
    private const int MaxRestartsAMinute = 3;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan EndsByItselfWithin = TimeSpan.FromSeconds(2);

    /// <summary>Runs the service until it is told to stop.</summary>
    /// <param name="arguments">The command line; see <see cref="RunOptions"/>.</param>
    /// <returns>The exit code: 0 after Ctrl-C or SIGTERM, 1 if it could not start, else the app's.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using StopSignals signals = new();
        try
        {
            RunOptions options = RunOptions.Parse(arguments);
            if (Ports.IsTaken(options.Port))
            {
                throw new LocalRunException(
                    $"Port {options.Port} is taken by another program: end that program, or choose another port with "
                        + $"-- --port {options.Port + 1}.");
            }

            Dictionary<string, string> settings =
                new(LocalSettings.Missing(Repository.Root, Environment.GetEnvironmentVariables()));
            string[] local = [.. Connections.Where(name =>
                LocalStorage.IsAskedFor(settings.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable(name)))];
            await using LocalStorage? storage = local.Length == 0
                ? null
                : await LocalStorage.EnsureAsync(options.AzuritePorts, options.AzuriteData, signals.Stop);
            if (!options.AzuritePorts.SequenceEqual(AzuriteOptions.WellKnownPorts))
            {
                foreach (string name in local)
                    settings[name] = AzuriteProcess.ConnectionStringFor(options.AzuritePorts);
            }

            return await RunAppAsync(options, settings, isLocal: local.Length > 0, signals);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is LocalRunException or AzuriteException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    // The real host ends itself when its storage is away for long, for Azure to start it again. Here that is for us to
    // do.
    private static async Task<int> RunAppAsync(
        RunOptions options, Dictionary<string, string> settings, bool isLocal, StopSignals signals)
    {
        Queue<long> restarts = [];
        while (true)
        {
            (int exitCode, bool wasReady) =
                await RunOnceAsync(options, settings, isLocal, welcome: restarts.Count == 0, signals);
            if (!options.UseCoreTools || !wasReady || signals.Stop.IsCancellationRequested)
                return exitCode;
            while (restarts.TryPeek(out long earlier) && Stopwatch.GetElapsedTime(earlier) > TimeSpan.FromMinutes(1))
                restarts.Dequeue();
            if (restarts.Count == MaxRestartsAMinute)
                return exitCode;
            restarts.Enqueue(Stopwatch.GetTimestamp());
            Console.WriteLine($"The host ended by itself (exit code {exitCode}) and is started again.");
        }
    }

    private static async Task<(int ExitCode, bool WasReady)> RunOnceAsync(
        RunOptions options, Dictionary<string, string> settings, bool isLocal, bool welcome, StopSignals signals)
    {
        using Process app = Start(AppCommand.Create(options, settings));
        Task ended = app.WaitForExitAsync(CancellationToken.None);
        Task stop = Task.Delay(Timeout.Infinite, signals.Stop);
        Task<bool> ready = Readiness.WaitAsync(options.Port, ReadyWithin, signals.Stop);

        await Task.WhenAny(ready, ended, stop);
        if (ready.IsCompletedSuccessfully && !app.HasExited)
        {
            if (!await ready)
                await Console.Error.WriteLineAsync(
                    $"The service did not answer on port {options.Port} within {ReadyWithin.TotalMinutes} minutes; "
                    + $"its output above says why.");
            else if (welcome)
                Welcome.Print(options, isLocal);
            await Task.WhenAny(ended, stop);
        }

        if (!signals.Stop.IsCancellationRequested)
            return (app.ExitCode, ready.IsCompletedSuccessfully && await ready);
        await EndAsync(options, app, ended, signals);
        return (0, false);
    }

    private static async Task EndAsync(RunOptions options, Process app, Task ended, StopSignals signals)
    {
        // LocalHost leaves the terminal's group, so that Ctrl-C reaches this process alone.
        bool isEnding = signals.CameFromTerminal && options.UseCoreTools;
        if (isEnding && await EndsAsync(EndsByItselfWithin))
            return;
        app.Terminate();
        if (!await EndsAsync(EndsWithin))
            app.Kill(entireProcessTree: true);
        await ended;

        async Task<bool> EndsAsync(TimeSpan patience) =>
            await Task.WhenAny(ended, Task.Delay(patience, signals.Hurry)) == ended;
    }

    private static Process Start(ProcessStartInfo command)
    {
        try
        {
            return Process.Start(command)!;
        }
        catch (Win32Exception e)
        {
            throw new LocalRunException(
                $"{command.FileName} was not found: install it, or add its folder to PATH, and try again.", e);
        }
    }
}
