using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;
using Xunit.Abstractions;

namespace Webhooks.Host.Tests.Cases;

/// <summary>A worker that dies under a host that lives on.</summary>
public sealed class WorkerLifeTests(ITestOutputHelper output)
{
    private const int Senders = 16;

    [Theory, OnEachHost]
    public async Task Worker_that_dies_is_started_again_and_nothing_acknowledged_is_lost(HostKind host)
    {
        string account = await TestAccount.NewAsync();
        await using HostedApp app = await HostedApp.StartAsync(host, account, HostedApp.PromptRetry);
        await using Load load = Load.Start(app, Senders);
        await load.AcknowledgedAsync(200);

        app.KillWorker();

        await load.AcknowledgedAsync(load.Acknowledged.Count + 200);
        await load.StopAsync();
        output.WriteLine(load.ToString());
        Assert.Contains(Differences.WorkerDied(host), load.Others);
        Assert.All(
            load.Others,
            answer => Assert.True(answer == Differences.WorkerDied(host) || answer == (503, true), $"{answer}"));
        await new Visitor(app, account).SeesStoredAsync(load.Acknowledged);
    }
}
