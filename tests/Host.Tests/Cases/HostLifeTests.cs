using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;

namespace Webhooks.Host.Tests.Cases;

/// <summary>However a host ends, and when: what was acknowledged is stored.</summary>
[Collection(TunedHosts.Name)]
public sealed class HostLifeTests(TunedHosts hosts)
{
    private const int Senders = 16;

    // The real host's listener takes messages for ten minutes, so what a killed one held comes back only then: it takes
    // none here, and the next one finds all of them. The local host's leases are short, so there it is killed at work.
    private static readonly IReadOnlyDictionary<string, string> TakesNone = new Dictionary<string, string>
    {
        ["AzureWebJobs.ProcessDeliveries.Disabled"] = "true",
    };

    [Theory, OnEachHost]
    public async Task Host_that_is_killed_leaves_nothing_unstored_and_the_local_one_no_process(HostKind host)
    {
        HostedApp app = (await hosts.OnAsync(host, host == HostKind.Func ? TakesNone : null)).App;
        IReadOnlyList<int> processes = app.ProcessIds;
        Assert.True(processes.Count > 1, "The host has a worker.");
        await using Load load = Load.Start(app, Senders);
        await load.AcknowledgedAsync(200);

        await app.KillHostAsync();

        await load.StopAsync();
        if (host == HostKind.LocalHost) // the real one leaves its worker behind: that is the platform's to end
        {
            await Eventually.TrueAsync(
                "all its processes are gone",
                () => !processes.Any(ProcessTree.IsAlive),
                within: TimeSpan.FromSeconds(3));
        }

        await (await hosts.OnAsync(host)).SeesStoredAsync(load.Acknowledged);
    }

    [Theory, OnEachHost]
    public async Task Sigterm_under_load_ends_it_in_order_and_nothing_acknowledged_is_lost(HostKind host)
    {
        HostedApp app = (await hosts.OnAsync(host)).App;
        await using Load load = Load.Start(app, Senders);
        await load.AcknowledgedAsync(200);

        Assert.Equal(0, await app.StopAsync());

        await load.StopAsync();
        await (await hosts.OnAsync(host)).SeesStoredAsync(load.Acknowledged);
    }
}
