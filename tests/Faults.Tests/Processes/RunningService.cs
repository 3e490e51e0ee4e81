using System.Net;
using System.Net.Sockets;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Faults.Tests.Scenario;
using Webhooks.Tools.Azurite;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>The service as it runs: an Azurite that keeps its data, and one or more instances of the app.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan SettledWithin = TimeSpan.FromMinutes(4);

    private readonly Dictionary<string, string> _settings;
    private readonly TemporaryFolder _data = new();
    private readonly int[] _ports = [FreePort.Next(), FreePort.Next(), FreePort.Next()];
    private AzuriteProcess? _azurite;

    private RunningService(Dictionary<string, string>? settings) =>
        _settings = new Dictionary<string, string>(settings ?? [])
        {
            ["RollupSchedule"] = "*/2 * * * * *",
            // A message that failed comes again at once instead of after host.json's two minutes.
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
        };

    /// <summary>The instances.</summary>
    public List<RunningApp> Apps { get; } = [];

    /// <summary>What the service connects to, whether or not it is there.</summary>
    public string ConnectionString => AzuriteProcess.ConnectionStringFor(_ports);

    public DirectStorage Storage => new(ConnectionString);

    /// <summary>The process id of storage.</summary>
    public int StorageId => _azurite!.Id;

    /// <summary>Starts it.</summary>
    /// <param name="instances">How many instances of the app.</param>
    /// <param name="withStorage">Whether storage is there at first.</param>
    /// <param name="settings">The app's settings that differ from the sample's.</param>
    public static async Task<RunningService> StartAsync(
        int instances, bool withStorage = true, Dictionary<string, string>? settings = null)
    {
        RunningService service = new(settings);
        if (withStorage)
            await service.StartStorageAsync();
        for (int i = 0; i < instances; i++)
            service.Apps.Add(await service.StartAppAsync());
        return service;
    }

    public Task<RunningApp> StartAppAsync() => RunningApp.StartAsync(ConnectionString, _settings);

    public async Task StartStorageAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions
    {
        DataFolder = _data.Path,
        BlobPort = _ports[0],
        QueuePort = _ports[1],
        TablePort = _ports[2],
    });

    /// <summary>Stops storage; its data stays.</summary>
    public async Task StopStorageAsync()
    {
        await _azurite!.DisposeAsync();
        _azurite = null;
    }

    /// <summary>Where storage was, something takes connections and never answers, until it is disposed.</summary>
    public IDisposable HangStorage() => new Silence(_ports);

    /// <summary>Waits until nothing is left to do, and audits.</summary>
    public Task SettleAsync(IReadOnlyCollection<Acknowledged> acknowledged) => Settlement.ReachAsync(
        Storage,
        acknowledged,
        SettledWithin,
        () => string.Join(Environment.NewLine, Apps.Select(app => app.Output.ToString())));

    private sealed class Silence : IDisposable
    {
        private readonly TcpListener[] _listeners;

        public Silence(IEnumerable<int> ports)
        {
            _listeners = [.. ports.Select(port => new TcpListener(IPAddress.Loopback, port))];
            foreach (TcpListener listener in _listeners)
                listener.Start();
        }

        public void Dispose()
        {
            foreach (TcpListener listener in _listeners)
                listener.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RunningApp app in Apps)
            await app.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        _data.Dispose();
    }
}
