using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Faults.Tests.Scenario;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>The service as it runs: one or more instances of the app on one storage account.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan SettledWithin = TimeSpan.FromMinutes(4);

    private readonly string _connection;
    private readonly Dictionary<string, string> _settings;

    private RunningService(string connection, Dictionary<string, string>? settings)
    {
        _connection = connection;
        _settings = new Dictionary<string, string>(settings ?? [])
        {
            ["RollupSchedule"] = "*/2 * * * * *",
            // A message that failed comes again at once instead of after host.json's two minutes.
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
        };
    }

    /// <summary>The instances.</summary>
    public List<RunningApp> Apps { get; } = [];

    public DirectStorage Storage => new(_connection);

    /// <summary>Starts it.</summary>
    /// <param name="instances">How many instances of the app.</param>
    /// <param name="storage">What it connects to; null for an account of its own.</param>
    /// <param name="settings">The app's settings that differ from the sample's.</param>
    public static async Task<RunningService> StartAsync(
        int instances, StoppableStorage? storage = null, Dictionary<string, string>? settings = null)
    {
        RunningService service = new(storage?.ConnectionString ?? await TestAccount.NewAsync(), settings);
        for (int i = 0; i < instances; i++)
            service.Apps.Add(await service.StartAppAsync());
        return service;
    }

    public Task<RunningApp> StartAppAsync() => RunningApp.StartAsync(_connection, _settings);

    /// <summary>Waits until nothing is left to do, and audits.</summary>
    public Task SettleAsync(IReadOnlyCollection<Acknowledged> acknowledged) => Settlement.ReachAsync(
        Storage,
        acknowledged,
        SettledWithin,
        () => string.Join(Environment.NewLine, Apps.Select(app => app.Output.ToString())));

    public async ValueTask DisposeAsync()
    {
        foreach (RunningApp app in Apps)
            await app.DisposeAsync();
    }
}
