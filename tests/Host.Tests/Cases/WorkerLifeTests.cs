using Webhooks.Host.Tests.Hosting;
using Webhooks.Tools.Azurite;
using Xunit.Abstractions;

namespace Webhooks.Host.Tests.Cases;

/// <summary>A worker that dies under a host that lives on.</summary>
public sealed class WorkerLifeTests(ITestOutputHelper output)
{
    private const int Senders = 16;

    [Theory, OnEachHost]
    public async Task Worker_that_dies_is_started_again_and_nothing_acknowledged_is_lost(HostKind host)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        await using HostedApp app = await HostedApp.StartAsync(host, azurite.ConnectionString, HostedApp.PromptRetry);
        await using Load load = Load.Start(app, Senders);
        await load.AcknowledgedAsync(200);

        app.KillWorker();

        await load.AcknowledgedAsync(load.Acknowledged.Count + 200);
        await load.StopAsync();
        output.WriteLine(load.ToString());
        Assert.All(load.Others, status => Assert.Contains(status, (int[])[Differences.WorkerDied(host), 503]));
        await new Visitor(app, azurite.ConnectionString).SeesStoredAsync(load.Acknowledged);
    }
}
