namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>
/// One app on storage of its own for all tests that neither end it nor need settings of their own: its start costs more
/// than most of them. It ends with the test run, since its standard input does.
/// </summary>
public sealed class AppFixture : IAsyncLifetime
{
    private static readonly OtlpReceiver Receiver = new();
    private static readonly Lazy<Task<(RunningApp App, string Account)>> Shared = new(StartAsync);

    public RunningApp App { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    /// <summary>Where the app's telemetry goes.</summary>
    public OtlpReceiver Telemetry { get; } = Receiver;

    public async Task InitializeAsync() => (App, ConnectionString) = await Shared.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<(RunningApp App, string Account)> StartAsync()
    {
        string account = await TestAccount.NewAsync();
        Dictionary<string, string> settings = new(Receiver.Settings)
        {
            ["RollupSchedule"] = "*/5 * * * * *", // for who waits for it as in a deployment; others ask for it
        };
        return (await RunningApp.StartAsync(account, settings), account);
    }
}
