using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Webhooks.Benchmarks.Usual;
using Webhooks.Tools.Azurite;
using Webhooks.Tools.LocalRun;

namespace Webhooks.Benchmarks.Load;

/// <summary>One of the apps that are compared, running as a process of its own.</summary>
internal sealed class MeasuredApp : IAsyncDisposable
{
    private const int MaxRemarks = 10;

    private readonly Process _process;
    private bool _isPaused;

    private MeasuredApp(Process process, int port, string path) => (_process, Port, Path) = (process, port, path);

    public int Port { get; }

    /// <summary>Where webhooks are posted to.</summary>
    public string Path { get; }

    /// <summary>The most memory it had resident so far, in MB.</summary>
    public double PeakMegabytes => Read(process => process.PeakWorkingSet64);

    /// <summary>The processor time it took so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The memory it has resident, in MB.</summary>
    public double Megabytes => Read(process => process.WorkingSet64);

    /// <summary>Starts the service.</summary>
    public static Task<MeasuredApp> ServiceAsync(string storage, bool consume, bool wait = true) => StartAsync(
        System.IO.Path.Combine(Repository.Root, LoadBench.Metadata("AppPath")), [], $"/api/webhooks/smartreach?code={SampleWebhooks.Key}", storage, consume, wait);

    /// <summary>Starts the usual pattern, in the same host.</summary>
    public static Task<MeasuredApp> UsualAsync(string storage, bool consume) =>
        StartAsync(typeof(MeasuredApp).Assembly.Location, [UsualPattern.Command], $"/api/webhooks/usual?code={SampleWebhooks.Key}", storage, consume);

    /// <summary>Starts a bare endpoint.</summary>
    /// <param name="storage">The connection string.</param>
    /// <param name="path"><see cref="BareEndpoint.Drop"/> or <see cref="BareEndpoint.Put"/>.</param>
    public static Task<MeasuredApp> BareAsync(string storage, string path) =>
        StartAsync(typeof(MeasuredApp).Assembly.Location, [BareEndpoint.Command], path, storage, consume: false);

    /// <summary>Holds it where it is, so that it does nothing meanwhile.</summary>
    public Task PauseAsync() => SignalAsync("-STOP", isPaused: true);

    /// <summary>Lets it go on.</summary>
    public Task ResumeAsync() => SignalAsync("-CONT", isPaused: false);

    /// <summary>Ends it in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Terminate();
        if (_isPaused)
            await ResumeAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<MeasuredApp> StartAsync(
        string app, string[] words, string path, string storage, bool consume, bool wait = true)
    {
        int port = FreePort();
        Dictionary<string, string> environment = new(LocalSettings.Read(System.IO.Path.Combine(Repository.Root, LocalSettings.SampleFile)))
        {
            ["WebhookStorage"] = storage,
            ["AzureWebJobsStorage"] = storage,
            ["RollupSchedule"] = "0 0 0 29 2 *",
            ["AzureWebJobs__ProcessDeliveries__Disabled"] = consume ? "false" : "true",
            ["AzureWebJobs__ParkPoisonDeliveries__Disabled"] = consume ? "false" : "true",
            ["AzureWebJobs__UsualProcess__Disabled"] = consume ? "false" : "true",
        };
        ProcessStartInfo start = new("dotnet", [app, .. words, "--port", port.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = System.IO.Path.GetDirectoryName(app),
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        int remarks = 0;
        process.OutputDataReceived += (_, line) =>
        {
            // What the app complains about belongs to the figures; the first lines of it are enough.
            if (line.Data is { } text && (text.Contains("warn:", StringComparison.Ordinal) || text.Contains("fail:", StringComparison.Ordinal)) && ++remarks <= MaxRemarks)
                Report.Progress(text);
        };
        process.BeginOutputReadLine();
        MeasuredApp measured = new(process, port, path);
        if (wait && !await Readiness.WaitAsync(port, TimeSpan.FromSeconds(60), CancellationToken.None))
            throw new InvalidOperationException($"{app} did not start.");
        return measured;
    }

    private async Task SignalAsync(string signal, bool isPaused)
    {
        _isPaused = isPaused;
        using Process kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private double Read(Func<Process, long> what)
    {
        _process.Refresh();
        return what(_process) / 1024d / 1024d;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
