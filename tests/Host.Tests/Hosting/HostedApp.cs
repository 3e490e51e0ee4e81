using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;
using Webhooks.Tools.LocalRun;
using Xunit.Sdk;

namespace Webhooks.Host.Tests.Hosting;

/// <summary>The built app under one of the hosts, which asks for keys as it does in Azure.</summary>
public sealed class HostedApp : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly TemporaryFolder _secrets;
    private IReadOnlyList<int> _started = [];

    private HostedApp(HostKind kind, Process process, TemporaryFolder secrets, int port)
    {
        (Kind, _process, _secrets, Port) = (kind, process, secrets, port);
        Output = new OutputLog(process);
        Http = new HttpClient
        {
            BaseAddress =
            new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"))
        };
    }

    public HostKind Kind { get; }

    public int Port { get; }

    public HttpClient Http { get; }

    public OutputLog Output { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The process that runs the app's code.</summary>
    public int WorkerId => ProcessTree.Below(_process.Id)
        .Single(found => found.CommandLine.Contains("Functions.dll", StringComparison.Ordinal)).Id;

    /// <summary>Every process below the host, and the host.</summary>
    public IReadOnlyList<int> ProcessIds => [_process.Id, .. ProcessTree.Below(_process.Id).Select(found => found.Id)];

    /// <summary>Starts it with the sample's settings, and others in their place, and waits until it is ready.</summary>
    public static async Task<HostedApp> StartAsync(
        HostKind kind, string storage, IEnumerable<KeyValuePair<string, string>> settings)
    {
        for (int attempt = 1; ; attempt++)
        {
            HostedApp app = Launch(kind, storage, settings);
            if (await app.IsReadyAsync())
                return app;
            string output = app.Output.ToString();
            await app.DisposeAsync();
            bool portLost = output.Contains("address already in use", StringComparison.OrdinalIgnoreCase);
            if (!portLost || attempt == 3)
                throw new XunitException(
                    $"The app did not start under {kind}. Its output:{Environment.NewLine}{output}");
        }
    }

    private static HostedApp Launch(HostKind kind, string storage, IEnumerable<KeyValuePair<string, string>> settings)
    {
        TemporaryFolder secrets = new();
        Keys.WriteTo(secrets);
        int port = FreePort.Next();
        string app = Path.Combine(Repository.Root, Metadata("AppPath"));
        string[] command = kind == HostKind.Func
            ? [CoreTools.Path!, "start", "--port", $"{port}", "--enableAuth"]
            : [BuiltApp.Dotnet, Path.Combine(Repository.Root, Metadata("LocalHostPath")), "--app", app, "--port",
            $"{port}", "--enforce-keys", "--message-lease", "00:00:05"];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            WorkingDirectory = Path.GetDirectoryName(app)!,
            RedirectStandardInput = true, // an empty one that stays open
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in LocalSettings.Read(
            Path.Combine(Repository.Root, LocalSettings.SampleFile)))
            start.Environment[name] = value;
        (start.Environment["WebhookStorage"], start.Environment["AzureWebJobsStorage"]) = (storage, storage);
        start.Environment["RollupSchedule"] = "0 0 0 29 2 *"; // tests that need the roll-up ask for it
        start.Environment["FUNCTIONS_SECRETS_PATH"] = secrets.Path;
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;
        return new HostedApp(kind, Process.Start(start)!, secrets, port);
    }

    /// <summary>Asks it to end, with SIGTERM, and waits.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        _process.Terminate();
        await EndedAsync(Eventually.Patience);
        return _process.ExitCode;
    }

    /// <summary>
    /// Kills the host alone, as the kernel would; what its worker does then is for the caller to see.
    /// </summary>
    public async Task KillHostAsync()
    {
        _started = ProcessIds; // nobody's children afterwards
        _process.Kill(entireProcessTree: false);
        await EndedAsync(Eventually.Patience);
    }

    /// <summary>Gives a function another key, as the portal does: in the file that the host watches.</summary>
    public void RotateKey(string function, string key) => Keys.Write(_secrets, function, key);

    /// <summary>Kills the worker alone.</summary>
    public void KillWorker()
    {
        using Process worker = Process.GetProcessById(WorkerId);
        worker.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        int[] left = [.. _started, .. ProcessIds];
        if (!_process.HasExited)
            await StopAsync();
        foreach (int id in left.Where(ProcessTree.IsAlive))
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
        }

        Http.Dispose();
        _process.Dispose();
        _secrets.Dispose();
    }

    private static string Metadata(string key) =>
        typeof(HostedApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == key).Value!;

    private async Task EndedAsync(TimeSpan within)
    {
        using CancellationTokenSource patience = new(within);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new XunitException(
                $"It did not end within {within.TotalSeconds} s. Its output:{Environment.NewLine}{Output}");
        }
    }

    // Ready is when a function answers: the real host says that it runs a moment before its worker does.
    private async Task<bool> IsReadyAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(start) < ReadyWithin)
        {
            try
            {
                using HttpResponseMessage answer = await Http.GetAsync(new Uri("api/health", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return true;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(100);
        }

        return false;
    }
}
