using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Deployment;
using Webhooks.Tools.Send;

namespace Webhooks.EndToEnd.Tests;

/// <summary>What is run against a deployment, run against the app here.</summary>
public sealed class SmokeTests : IAsyncLifetime
{
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await RunningApp.StartAsync(
            await TestAccount.NewAsync(), new Dictionary<string, string> { ["RollupSchedule"] = "*/2 * * * * *" });
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Smoke_test_sees_a_webhook_stored_counted_and_erased()
    {
        StringWriter said = new();

        await new SmokeTest(_app.Http, keys: null, said).RunAsync(default);

        Assert.Contains("ok erased", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_traffic_is_acknowledged_whole_the_broken_kinds_too()
    {
        Tally tally = await new Sender(_app.Http, TimeProvider.System, TextWriter.Null).SendAsync(
            new Traffic(seed: 1, brokenPercent: 30, TimeProvider.System),
            new SendOptions { Rate = 50, Seconds = 2 },
            default);

        Assert.Equal((100, 0), (tally.Acknowledged, tally.Refused));
    }
}
