using Webhooks.EndToEnd.Tests.Running;
namespace Webhooks.Host.Tests.Hosting;

/// <summary>
/// One running app a host, on storage of its own, for all cases of a collection, which run one after the other.
/// </summary>
public class Hosts : IAsyncLifetime
{
    /// <summary>The collection whose cases share them and leave them as they were.</summary>
    public const string Shared = "Shared hosts";

    private readonly Dictionary<HostKind, (string Account, HostedApp App)> _running = [];

    /// <summary>What is not as in the sample.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>
    /// The app under a host; started when first asked for, and again on the same storage where a case has ended it.
    /// </summary>
    /// <param name="kind">The host.</param>
    /// <param name="settings">More settings; with them it is started anew.</param>
    public async Task<Visitor> OnAsync(HostKind kind, IReadOnlyDictionary<string, string>? settings = null)
    {
        bool isThere = _running.Remove(kind, out (string Account, HostedApp App) found);
        if (!isThere || settings is not null || found.App.HasExited)
        {
            if (isThere)
                await found.App.DisposeAsync();
            found.Account ??= await TestAccount.NewAsync();
            found.App = await HostedApp.StartAsync(
                kind, found.Account, settings is null ? Settings : Settings.Concat(settings));
        }

        _running[kind] = found;
        return new Visitor(found.App, found.Account);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach ((_, HostedApp app) in _running.Values)
            await app.DisposeAsync();
    }
}

/// <summary>Names the collection.</summary>
[CollectionDefinition(Hosts.Shared)]
public sealed class SharedHosts : ICollectionFixture<Hosts>;
