namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>The app on storage of its own, shared by the tests of a class that do not end it.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private RunningApp? _app;

    public RunningApp App => _app!;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = await TestAccount.NewAsync();
        _app = await RunningApp.StartAsync(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
