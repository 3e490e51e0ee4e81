using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Faults.Tests.Processes;
using Webhooks.Tools.Azurite;

namespace Webhooks.Faults.Tests.Soak;

/// <summary>
/// Two instances of the app, as the sample's settings have it, on one account of simulated storage: an emulator gets
/// slower with each row that it holds, which would be taken for the service's doing.
/// </summary>
internal sealed class SoakedService : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;
    private readonly ServedAccount _account;
    private readonly RunningApp[] _apps;

    private SoakedService(AzuriteProcess azurite, ServedAccount account)
    {
        (_azurite, _account) = (azurite, account);
        _apps = new RunningApp[2];
        Storage = new DirectStorage(account.ConnectionString);
    }

    public DirectStorage Storage { get; }

    /// <summary>The instances; one of them may be dead.</summary>
    public IReadOnlyList<RunningApp> Apps => _apps;

    public static async Task<SoakedService> StartAsync()
    {
        SoakedService service = new(
            await AzuriteProcess.StartAsync(new AzuriteOptions()), await ServedAccount.StartAsync());
        for (int i = 0; i < service._apps.Length; i++)
            service._apps[i] = await service.StartAppAsync();
        return service;
    }

    /// <summary>Ends an instance while it is sent to, and starts another in its place.</summary>
    /// <param name="index">Which.</param>
    /// <param name="kill">Whether it ends at once (SIGKILL), not when it has done what it took on (SIGTERM).</param>
    public async Task RestartAsync(int index, bool kill)
    {
        RunningApp ending = _apps[index];
        if (kill)
            ending.Kill();
        else
            await ending.StopAsync();
        _apps[index] = await StartAppAsync();
        await ending.DisposeAsync();
    }

    /// <summary>What the hosts and their workers have in memory, in bytes.</summary>
    public long Memory() => _apps.Sum(app => ProcessTree.Below(app.Id).Select(below => below.Id).Append(app.Id)
        .Sum(ProcessMemory.ResidentOrNone));

    public async Task<int> BacklogAsync() =>
        (await Storage.Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    public string Output() => string.Join(Environment.NewLine, _apps.Select(app => app.Output));

    public async ValueTask DisposeAsync()
    {
        foreach (RunningApp app in _apps)
            await app.DisposeAsync();
        await _account.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    private Task<RunningApp> StartAppAsync() => RunningApp.StartAsync(
        _azurite.ConnectionString,
        new Dictionary<string, string>
        {
            ["WebhookStorage"] = _account.ConnectionString,
            ["RollupSchedule"] = "0 */5 * * * *", // the sample's
        });
}
