using System.Diagnostics;
using System.Globalization;
using Webhooks.Tools.Azurite;
using Webhooks.Tools.LocalRun;
using Xunit.Sdk;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>
/// The app, built and running as a process of its own, as `dotnet run` has it. Several may share one storage.
/// </summary>
public sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(90);

    // What a killed instance had taken comes again soon. Core Tools take messages for ten minutes.
    private const string ShortLease = "00:00:05";

    /// <summary>For who kills no app, and counts how often something is sent.</summary>
    public const string LongLease = "00:01:00";

    private readonly Process _process;

    private RunningApp(Process process, OutputRing output, int port)
    {
        _process = process;
        Output = output;
        Http = new HttpClient
        {
            BaseAddress =
            new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"))
        };
    }

    /// <summary>A client whose address is the app's, as in <c>PostAsync("api/webhooks/smartico", …)</c>.</summary>
    public HttpClient Http { get; }

    /// <summary>What it wrote last.</summary>
    public OutputRing Output { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it with the sample's settings and waits until its host answers.</summary>
    /// <param name="storage">The connection string of its storage.</param>
    /// <param name="settings">Settings that differ from the sample's.</param>
    /// <param name="lease">For how long a message is taken; what takes longer on a busy machine comes twice.</param>
    public static async Task<RunningApp> StartAsync(
        string storage, IReadOnlyDictionary<string, string>? settings = null, string lease = ShortLease)
    {
        Dictionary<string, string> environment =
            new(LocalSettings.Read(Path.Combine(Repository.Root, LocalSettings.SampleFile)))
            {
                ["WebhookStorage"] = storage,
                ["AzureWebJobsStorage"] = storage,
                // Tests that need the roll-up ask for it.
                ["RollupSchedule"] = "0 0 0 29 2 *",
            };
        foreach ((string name, string value) in settings ?? new Dictionary<string, string>())
            environment[name] = value;

        for (int attempt = 1; ; attempt++)
        {
            RunningApp app = Launch(environment, FreePort.Next(), lease);
            if (await app.IsReadyAsync())
                return app;

            string output = app.Output.ToString();
            await app.DisposeAsync();
            bool portLost = output.Contains("address already in use", StringComparison.OrdinalIgnoreCase);
            if (!portLost || attempt == 3)
                throw new XunitException($"The app did not start. Its output:{Environment.NewLine}{output}");
        }
    }

    /// <summary>Asks it to end, with SIGTERM, and waits.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        _process.Terminate();
        using CancellationTokenSource patience = new(Eventually.Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new XunitException(
                $"The app did not end within {Eventually.Patience.TotalSeconds} s of SIGTERM. Its "
                + $"output:{Environment.NewLine}{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Ends it at once, as a crash would. The worker is a process of its own, so the tree ends.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        Http.Dispose();
        _process.Dispose();
    }

    private static RunningApp Launch(Dictionary<string, string> environment, int port, string lease)
    {
        RunOptions options = new() { App = BuiltApp.Path, LocalHost = BuiltApp.LocalHost, Port = port };
        ProcessStartInfo start = AppCommand.Create(
            options.UseCoreTools ? options : options with { ForHost = ["--message-lease", lease] }, environment);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        Process process = Process.Start(start)!;
        return new RunningApp(process, OutputRing.Of(process), port);
    }

    private async Task<bool> IsReadyAsync()
    {
        using CancellationTokenSource given = new();
        Task<bool> ready = Readiness.WaitAsync(Http.BaseAddress!.Port, ReadyWithin, given.Token);
        if (await Task.WhenAny(ready, _process.WaitForExitAsync(CancellationToken.None)) == ready)
            return await ready;
        await given.CancelAsync();
        return false;
    }
}
