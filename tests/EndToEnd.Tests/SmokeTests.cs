using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Deployment;
using Webhooks.Tools.Send;

namespace Webhooks.EndToEnd.Tests;

/// <summary>What is run against a deployment, run against the app here.</summary>
[Collection(nameof(AppFixture))]
public sealed class SmokeTests(AppFixture fixture)
{
    [Fact]
    public async Task Smoke_test_sees_a_webhook_stored_counted_and_erased()
    {
        StringWriter said = new();

        await new SmokeTest(fixture.App.Http, keys: null, said).RunAsync(default);

        Assert.Contains("ok erased", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_traffic_is_acknowledged_whole_the_broken_kinds_too()
    {
        Tally tally = await new Sender(fixture.App.Http, TimeProvider.System, TextWriter.Null).SendAsync(
            new Traffic(seed: 1, brokenPercent: 30, TimeProvider.System),
            new SendOptions { Rate = 50, Seconds = 2 },
            default);

        Assert.Equal((100, 0), (tally.Acknowledged, tally.Refused));
    }
}
