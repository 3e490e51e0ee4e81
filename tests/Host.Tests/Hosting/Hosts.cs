using Webhooks.EndToEnd.Tests.Running;
namespace Webhooks.Host.Tests.Hosting;

/// <summary>One running app a host, on storage of its own, for all cases that leave it as it was.</summary>
public sealed class Hosts : IAsyncLifetime, IDisposable
{
    /// <summary>The collection whose cases share them.</summary>
    public const string Shared = "Shared hosts";

    private readonly Dictionary<HostKind, (string Account, HostedApp App)> _running = [];
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The app under a host; started when first asked for.</summary>
    public async Task<Visitor> OnAsync(HostKind kind)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_running.TryGetValue(kind, out (string Account, HostedApp App) running))
            {
                string account = await TestAccount.NewAsync();
                _running[kind] = running = (account, await HostedApp.StartAsync(kind, account));
            }

            return new Visitor(running.App, running.Account);
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach ((_, HostedApp app) in _running.Values)
            await app.DisposeAsync();
    }

    public void Dispose() => _gate.Dispose();
}

/// <summary>Names the collection.</summary>
[CollectionDefinition(Hosts.Shared)]
public sealed class SharedHosts : ICollectionFixture<Hosts>;
