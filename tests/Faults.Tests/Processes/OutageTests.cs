using System.Net;
using Webhooks.Faults.Tests.Scenario;
using Webhooks.Ingestion.Tests;
using Xunit.Abstractions;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>Storage that goes away under load.</summary>
[Collection(TestGroups.Outages)]
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int Seed = 20260305;

    // A put is given up after a second or two; the rest is for a machine that does much else.
    private static readonly TimeSpan MaxAnswer = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(LongTests.Or(6, 60));

    [Fact]
    public async Task Outage_under_load_is_answered_503_soon_and_ends_by_itself()
    {
        await using StoppableStorage storage = await StoppableStorage.StartedAsync();
        await using RunningService service = await RunningService.StartAsync(instances: 1, storage);
        VendorLoad load = new(() => service.Apps, Seed);
        load.Start();
        await load.MoreAsync(100);
        await using Restarts restarts = new(service);

        await storage.StopAsync();
        int before = load.Acknowledged.Count;
        await Task.Delay(Outage);
        await ExpectDownAsync(service);
        int during = load.Acknowledged.Count - before;
        ExpectSoon([.. load.Refusals]);
        Assert.InRange(during, 0, 10); // those whose answer was under way
        await storage.StartAsync();
        await load.MoreAsync(100);

        // The other way to be away: it takes connections and never answers.
        await storage.StopAsync();
        int refused = load.Refusals.Count;
        using (storage.Hang())
        {
            await Task.Delay(Outage);
            await ExpectDownAsync(service);
        }

        Assert.True(load.Refusals.Count > refused, "Nothing was refused while storage did not answer.");
        await storage.StartAsync();
        await load.MoreAsync(100);
        await load.StopAsync();
        await service.SettleAsync(load.Acknowledged);
    }

    private void ExpectSoon((HttpStatusCode Status, TimeSpan Took, bool RetryAfter)[] refusals)
    {
        Assert.NotEmpty(refusals);
        Assert.All(refusals, refusal => Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, true), (refusal.Status, refusal.RetryAfter)));
        TimeSpan[] took = [.. refusals.Select(refusal => refusal.Took).Order()];
        (TimeSpan typical, TimeSpan longest) = (took[took.Length / 2], took[^1]);
        output.WriteLine($"Seed {Seed}: {Outage.TotalSeconds} s without storage, {took.Length} answers of 503, half "
            + $"within {typical.TotalMilliseconds:0} ms, the longest {longest.TotalMilliseconds:0} ms.");
        Assert.InRange(typical, TimeSpan.Zero, MaxAnswer / 2);
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    // Whoever reads is told so, too, and soon; from another process where the host has ended meanwhile.
    private static Task ExpectDownAsync(RunningService service) => Task.WhenAll(
        ((string[])["api/health", "api/counts", "api/rejected?vendor=smartico"]).Select(async read =>
        {
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
            while (true)
            {
                try
                {
                    using HttpResponseMessage answer = await service.Apps[0].Http.GetAsync(read, patience.Token);
                    Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{read}: {answer.StatusCode}");
                    return;
                }
                catch (Exception e) when (e is HttpRequestException or ObjectDisposedException)
                {
                    await Task.Delay(200, patience.Token);
                }
            }
        }));

    [Fact]
    public async Task Service_started_before_its_storage_refuses_and_then_works()
    {
        await using StoppableStorage storage = new();
        await using RunningService service = await RunningService.StartAsync(instances: 1, storage);
        using HttpResponseMessage early = await service.Apps[0].Http.PostAsync(
            "api/webhooks/smartico", new ByteArrayContent(SampleBodies.Sent("early", SampleBodies.Day)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.NotNull(early.Headers.RetryAfter);

        await storage.StartAsync();
        await using Restarts restarts = new(service); // on a slow machine it may have ended meanwhile
        VendorLoad load = new(() => service.Apps, Seed);
        load.Start();
        await load.MoreAsync(50);
        await load.StopAsync();
        await service.SettleAsync(load.Acknowledged);
    }
}
