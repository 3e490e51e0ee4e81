using Webhooks.Tools.Azurite;

namespace Webhooks.Host.Tests.Hosting;

/// <summary>One running app a host, on storage of its own, for all cases that leave it as it was.</summary>
public sealed class Hosts : IAsyncLifetime, IDisposable
{
    /// <summary>The collection whose cases share them.</summary>
    public const string Shared = "Shared hosts";

    private readonly Dictionary<HostKind, (AzuriteProcess Azurite, HostedApp App)> _running = [];
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The app under a host; started when first asked for.</summary>
    public async Task<Visitor> OnAsync(HostKind kind)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_running.TryGetValue(kind, out (AzuriteProcess Azurite, HostedApp App) running))
            {
                AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
                _running[kind] = running = (azurite, await HostedApp.StartAsync(kind, azurite.ConnectionString));
            }

            return new Visitor(running.App, running.Azurite.ConnectionString);
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach ((AzuriteProcess azurite, HostedApp app) in _running.Values)
        {
            await app.DisposeAsync();
            await azurite.DisposeAsync();
        }
    }

    public void Dispose() => _gate.Dispose();
}

/// <summary>Names the collection.</summary>
[CollectionDefinition(Hosts.Shared)]
public sealed class SharedHosts : ICollectionFixture<Hosts>;
