using System.Net;
using System.Net.Sockets;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>An Azurite of a test's own that goes and comes back with its data, at the same addresses.</summary>
internal sealed class StoppableStorage : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int[] _ports = [FreePort.Next(), FreePort.Next(), FreePort.Next()];
    private AzuriteProcess? _azurite;

    /// <summary>What the service connects to, whether or not it is there.</summary>
    public string ConnectionString => AzuriteProcess.ConnectionStringFor(_ports);

    /// <summary>One that runs.</summary>
    public static async Task<StoppableStorage> StartedAsync()
    {
        StoppableStorage storage = new();
        await storage.StartAsync();
        return storage;
    }

    public async Task StartAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions
    {
        DataFolder = _data.Path,
        BlobPort = _ports[0],
        QueuePort = _ports[1],
        TablePort = _ports[2],
    });

    /// <summary>Stops it; its data stays.</summary>
    public async Task StopAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        _azurite = null;
    }

    /// <summary>Where it was, something takes connections and never answers, until that is disposed.</summary>
    public IDisposable Hang() => new Silence(_ports);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _data.Dispose();
    }

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
}
