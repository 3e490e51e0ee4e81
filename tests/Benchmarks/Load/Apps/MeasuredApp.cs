using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;
using Webhooks.Tools.LocalRun;

namespace Webhooks.Benchmarks.Load.Apps;

/// <summary>One of the apps that are compared: a host and its worker, as processes of their own.</summary>
internal sealed class MeasuredApp : IAsyncDisposable
{
    private const int MaxRemarks = 10;

    private static readonly string[] Consumers =
        ["ProcessDeliveries", "ParkPoisonDeliveries", "RunJobs", "UsualProcess"];

    private readonly Process _host;
    private readonly string _app;
    private Process? _worker;
    private bool _isPaused;

    private MeasuredApp(Process host, string app, int port) => (_host, _app, Port) = (host, app, port);

    public int Port { get; }

    /// <summary>The processor time that host and worker took so far.</summary>
    public ProcessorTime ProcessorTime =>
        new(Read(_host, process => process.TotalProcessorTime), Read(Worker, process => process.TotalProcessorTime));

    /// <summary>The most memory that each had resident so far.</summary>
    public Memory PeakMemory => new(
        Megabytes(_host, process => process.PeakWorkingSet64), Megabytes(Worker, process => process.PeakWorkingSet64));

    /// <summary>The memory that each has resident.</summary>
    public Memory Memory =>
        new(Megabytes(_host, process => process.WorkingSet64), Megabytes(Worker, process => process.WorkingSet64));

    private Process Worker => _worker ??= Process.GetProcessById(
        ProcessTree.Below(_host.Id)
            .Last(process => process.CommandLine.Contains(Path.GetFileName(_app), StringComparison.Ordinal)).Id);

    /// <summary>Starts the app of a function.</summary>
    /// <param name="host">What it runs under.</param>
    /// <param name="path">The function.</param>
    /// <param name="storage">The connection string.</param>
    /// <param name="consume">Whether it processes what it acknowledged.</param>
    /// <param name="wait">Whether to wait until it is ready.</param>
    /// <param name="hostStorage">The connection string of the host's own storage; null is the same.</param>
    /// <param name="settings">Further settings, or null.</param>
    public static async Task<MeasuredApp> StartAsync(
        MeasuredHost host,
        MeasuredPath path,
        string storage,
        bool consume,
        bool wait = true,
        string? hostStorage = null,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        int port = FreePort();
        string app = LoadBench.Built(path.App);
        string[] command = host == MeasuredHost.Func
            ? ["func", "start", "--port", port.ToString(CultureInfo.InvariantCulture)]
            : ["dotnet", LoadBench.Built("LocalHostPath"), "--app", app, "--port", port.ToString(
            CultureInfo.InvariantCulture)];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            WorkingDirectory = Path.GetDirectoryName(app),
            RedirectStandardOutput = true,
        };
        Dictionary<string, string> environment =
            new(LocalSettings.Read(Path.Combine(Repository.Root, LocalSettings.SampleFile)))
            {
                ["WebhookStorage"] = storage,
                ["AzureWebJobsStorage"] = hostStorage ?? storage,
                ["RollupSchedule"] = "0 0 0 29 2 *",
            };
        if (!consume)
        {
            foreach (string function in Consumers)
                environment[$"AzureWebJobs.{function}.Disabled"] = "true";
        }

        foreach ((string name, string value) in environment.Concat(settings ?? new Dictionary<string, string>()))
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        int remarks = 0;
        process.OutputDataReceived += (_, line) =>
        {
            // What the app complains about belongs to the figures; the first lines of it are enough.
            if (line.Data is { } text && (text.Contains("warn:", StringComparison.Ordinal)
                || text.Contains("fail:", StringComparison.Ordinal)) && ++remarks <= MaxRemarks)
                Report.Progress(text);
        };
        process.BeginOutputReadLine();
        MeasuredApp measured = new(process, app, port);
        if (wait && !await Readiness.WaitAsync(port, TimeSpan.FromSeconds(60), CancellationToken.None))
            throw new InvalidOperationException($"{app} did not start.");
        return measured;
    }

    /// <summary>Holds it where it is, so that it does nothing meanwhile.</summary>
    public Task PauseAsync() => SignalAsync("-STOP", isPaused: true);

    /// <summary>Lets it go on.</summary>
    public Task ResumeAsync() => SignalAsync("-CONT", isPaused: false);

    /// <summary>Ends it in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isPaused)
            await ResumeAsync();
        _host.Terminate();
        await _host.WaitForExitAsync();
        _host.Dispose();
        _worker?.Dispose();
    }

    private async Task SignalAsync(string signal, bool isPaused)
    {
        _isPaused = isPaused;
        using Process kill = Process.Start("kill",
            [signal, .. ((int[])[_host.Id, Worker.Id]).Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync();
    }

    private static T Read<T>(Process process, Func<Process, T> what)
    {
        process.Refresh();
        return what(process);
    }

    private static double Megabytes(Process process, Func<Process, long> what) => Read(process, what) / 1024d / 1024d;

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
