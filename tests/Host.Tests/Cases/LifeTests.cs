using System.Collections.Concurrent;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;
using Xunit.Abstractions;

namespace Webhooks.Host.Tests.Cases;

/// <summary>Whatever dies, and when: what was acknowledged is stored.</summary>
public sealed class LifeTests(ITestOutputHelper output)
{
    private const int Senders = 16;

    private static readonly TimeSpan StoredWithin = TimeSpan.FromSeconds(90);

    // A message whose worker died is tried again at once instead of after host.json's two minutes.
    private static readonly Dictionary<string, string> PromptRetry = new()
    {
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
    };

    // The real host's listener takes messages for ten minutes, so what a killed one held comes back only then: it takes
    // none here, and the next one finds all of them. The local host's leases are short, so there it is killed at work.
    private static readonly Dictionary<string, string> TakesNone =
        new() { ["AzureWebJobs.ProcessDeliveries.Disabled"] = "true" };

    [Theory, OnEachHost]
    public async Task Worker_that_dies_is_started_again_and_nothing_acknowledged_is_lost(HostKind host)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        await using HostedApp app = await HostedApp.StartAsync(host, azurite.ConnectionString, PromptRetry);
        await using Load load = Load.Start(app, Senders);
        await load.AcknowledgedAsync(200);

        app.KillWorker();

        await load.AcknowledgedAsync(load.Acknowledged.Count + 200);
        await load.StopAsync();
        output.WriteLine(load.ToString());
        Assert.All(load.Others, status => Assert.Contains(status, (int[])[Differences.WorkerDied(host), 503]));
        await AllStoredAsync(new Visitor(app, azurite.ConnectionString), load.Acknowledged);
    }

    [Theory, OnEachHost]
    public async Task Host_that_is_killed_leaves_nothing_unstored(HostKind host)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        ConcurrentQueue<string> acknowledged;
        await using (HostedApp app =
            await HostedApp.StartAsync(host, azurite.ConnectionString, host == HostKind.Func ? TakesNone : PromptRetry))
        {
            await using Load load = Load.Start(app, Senders);
            await load.AcknowledgedAsync(200);
            await app.KillHostAsync();
            await load.StopAsync();
            acknowledged = load.Acknowledged;
        }

        await using HostedApp again = await HostedApp.StartAsync(host, azurite.ConnectionString);
        await AllStoredAsync(new Visitor(again, azurite.ConnectionString), acknowledged);
    }

    [Theory, OnEachHost]
    public async Task Sigterm_under_load_ends_it_in_order_and_nothing_acknowledged_is_lost(HostKind host)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        ConcurrentQueue<string> acknowledged;
        await using (HostedApp app = await HostedApp.StartAsync(host, azurite.ConnectionString, PromptRetry))
        {
            await using Load load = Load.Start(app, Senders);
            await load.AcknowledgedAsync(200);

            Assert.Equal(0, await app.StopAsync());

            await load.StopAsync();
            acknowledged = load.Acknowledged;
        }

        await using HostedApp again = await HostedApp.StartAsync(host, azurite.ConnectionString);
        await AllStoredAsync(new Visitor(again, azurite.ConnectionString), acknowledged);
    }

    [Theory]
    [OnEachHost]
    public async Task Nothing_of_the_local_host_lives_on_when_it_is_killed(HostKind host)
    {
        if (host == HostKind.Func)
            return; // the real host leaves its worker behind: that is the platform's to end
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        await using HostedApp app = await HostedApp.StartAsync(host, azurite.ConnectionString);
        IReadOnlyList<int> processes = app.ProcessIds;
        Assert.True(processes.Count > 1, "The host has a worker.");

        await app.KillHostAsync();

        await Eventually.TrueAsync(
            "all its processes are gone", () => !processes.Any(ProcessTree.IsAlive), within: TimeSpan.FromSeconds(3));
    }

    private static Task AllStoredAsync(Visitor visitor, ConcurrentQueue<string> acknowledged) => Eventually.GetAsync(
        $"all {acknowledged.Count} acknowledged deliveries are stored",
        async () => acknowledged.Except(await StoredAsync(visitor)).Count(),
        missing => missing == 0,
        StoredWithin,
        () => visitor.App.Output.ToString());

    private static async Task<HashSet<string>> StoredAsync(Visitor visitor) =>
        [.. (await visitor.RowsAsync(StorageNames.Events)).Select(row => row.GetString("DeliveryId"))];
}
