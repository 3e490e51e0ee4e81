using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Ingestion.Tests;
using Xunit.Abstractions;

namespace Webhooks.Faults.Tests.Processes;

[Collection(TestGroups.Processes)]
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Kills = LongTests.Or(1, 8);

    [Fact]
    public async Task Instances_killed_at_random_moments_under_load_lose_nothing()
    {
        const int seed = 20260304;
        Random random = new(seed);
        await using RunningService service = await RunningService.StartAsync(instances: 2);
        VendorLoad load = new(() => service.Apps, seed);
        load.Start();
        for (int kill = 0; kill < Kills; kill++)
        {
            await load.MoreAsync(random.Next(20, 120));
            await Task.Delay(random.Next(30));
            int victim = random.Next(service.Apps.Count);
            RunningApp killed = service.Apps[victim];
            killed.Kill();
            RunningApp next = await service.StartAppAsync();
            service.Apps[victim] = next;
            await killed.DisposeAsync();
        }

        await load.MoreAsync(50);
        await load.StopAsync();
        output.WriteLine(
            $"Seed {seed}: {Kills} kills, {load.Acknowledged.Count} acknowledged, {load.Refusals.Count} refused.");
        await service.SettleAsync(load.Acknowledged);
    }
}
