using System.Collections.Concurrent;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;

namespace Webhooks.Host.Tests.Cases;

/// <summary>However a host ends, and when: what was acknowledged is stored.</summary>
public sealed class HostLifeTests
{
    private const int Senders = 16;

    // The real host's listener takes messages for ten minutes, so what a killed one held comes back only then: it takes
    // none here, and the next one finds all of them. The local host's leases are short, so there it is killed at work.
    private static readonly IReadOnlyDictionary<string, string> TakesNone = new Dictionary<string, string>
    {
        ["AzureWebJobs.ProcessDeliveries.Disabled"] = "true",
    };

    [Theory, OnEachHost]
    public async Task Host_that_is_killed_leaves_nothing_unstored(HostKind host)
    {
        string account = await TestAccount.NewAsync();
        ConcurrentQueue<string> acknowledged;
        await using (HostedApp app =
            await HostedApp.StartAsync(
                host, account, host == HostKind.Func ? TakesNone : HostedApp.PromptRetry))
        {
            await using Load load = Load.Start(app, Senders);
            await load.AcknowledgedAsync(200);
            await app.KillHostAsync();
            await load.StopAsync();
            acknowledged = load.Acknowledged;
        }

        await using HostedApp again = await HostedApp.StartAsync(host, account);
        await new Visitor(again, account).SeesStoredAsync(acknowledged);
    }

    [Theory, OnEachHost]
    public async Task Sigterm_under_load_ends_it_in_order_and_nothing_acknowledged_is_lost(HostKind host)
    {
        string account = await TestAccount.NewAsync();
        ConcurrentQueue<string> acknowledged;
        await using (HostedApp app = await HostedApp.StartAsync(host, account, HostedApp.PromptRetry))
        {
            await using Load load = Load.Start(app, Senders);
            await load.AcknowledgedAsync(200);

            Assert.Equal(0, await app.StopAsync());

            await load.StopAsync();
            acknowledged = load.Acknowledged;
        }

        await using HostedApp again = await HostedApp.StartAsync(host, account);
        await new Visitor(again, account).SeesStoredAsync(acknowledged);
    }

    [Theory]
    [OnEachHost]
    public async Task Nothing_of_the_local_host_lives_on_when_it_is_killed(HostKind host)
    {
        if (host == HostKind.Func)
            return; // the real host leaves its worker behind: that is the platform's to end
        string account = await TestAccount.NewAsync();
        await using HostedApp app = await HostedApp.StartAsync(host, account);
        IReadOnlyList<int> processes = app.ProcessIds;
        Assert.True(processes.Count > 1, "The host has a worker.");

        await app.KillHostAsync();

        await Eventually.TrueAsync(
            "all its processes are gone", () => !processes.Any(ProcessTree.IsAlive), within: TimeSpan.FromSeconds(3));
    }
}
