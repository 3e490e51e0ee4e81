using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.EndToEnd.Tests;

/// <summary>An app on storage of its own for tests that end it: whoever comes next starts another.</summary>
public sealed class RestartedApp : IAsyncLifetime
{
    private RunningApp? _app;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = await TestAccount.NewAsync();

    /// <summary>The app that runs, or a new one on the same storage where it was ended.</summary>
    public async Task<RunningApp> RunAsync()
    {
        if (_app is { HasExited: true })
            await DisposeAsync();
        return _app ??= await RunningApp.StartAsync(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>The tests that share it.</summary>
    [CollectionDefinition(nameof(RestartedApp))]
    public sealed class Group : ICollectionFixture<RestartedApp>;
}
