using Webhooks.Tools.Azurite;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>The app on storage of its own, shared by the tests of a class that do not end it.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;
    private RunningApp? _app;

    public RunningApp App => _app!;

    public string ConnectionString => _azurite!.ConnectionString;

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        _app = await RunningApp.StartAsync(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}
