using Webhooks.Host.Tests.Hosting;
using Xunit.Abstractions;

namespace Webhooks.Host.Tests.Cases;

/// <summary>A worker that dies under a host that lives on.</summary>
[Collection(TunedHosts.Name)]
public sealed class WorkerLifeTests(TunedHosts hosts, ITestOutputHelper output)
{
    private const int Senders = 16;

    [Theory, OnEachHost]
    public async Task Worker_that_dies_is_started_again_and_nothing_acknowledged_is_lost(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        await using Load load = Load.Start(visitor.App, Senders);
        await load.AcknowledgedAsync(200);

        visitor.App.KillWorker();

        await load.AcknowledgedAsync(load.Acknowledged.Count + 200);
        await load.StopAsync();
        output.WriteLine(load.ToString());
        Assert.Contains(Differences.WorkerDied(host), load.Others);
        Assert.All(
            load.Others,
            answer => Assert.True(answer == Differences.WorkerDied(host) || answer == (503, true), $"{answer}"));
        await visitor.SeesStoredAsync(load.Acknowledged);
    }
}
