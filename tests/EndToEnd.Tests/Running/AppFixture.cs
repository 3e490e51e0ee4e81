namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>
/// One app on storage of its own for all tests that neither end it nor need settings of their own: its start costs more
/// than most of them.
/// </summary>
public sealed class AppFixture : IAsyncLifetime
{
    private RunningApp? _app;

    public RunningApp App => _app!;

    public string ConnectionString { get; private set; } = "";

    /// <summary>Where the app's telemetry goes.</summary>
    public OtlpReceiver Telemetry { get; } = new();

    public async Task InitializeAsync()
    {
        ConnectionString = await TestAccount.NewAsync();
        _app = await RunningApp.StartAsync(ConnectionString, new Dictionary<string, string>(Telemetry.Settings)
        {
            ["RollupSchedule"] = "*/5 * * * * *", // for who waits for it as in a deployment; others ask for it
        });
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        Telemetry.Dispose();
    }

    /// <summary>The tests that share it.</summary>
    [CollectionDefinition(nameof(AppFixture))]
    public sealed class Group : ICollectionFixture<AppFixture>;
}
