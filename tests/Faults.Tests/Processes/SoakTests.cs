using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Webhooks.Faults.Tests.Scenario;
using Xunit.Abstractions;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>A steady rate for minutes: neither memory nor backlog grows.</summary>
[Collection(TestGroups.Processes)]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const long MaxGrowth = 48L * 1024 * 1024;
    private const int SamplesAtLeast = 6;
    private const int Rate = 50; // webhooks a second

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    [SoakFact]
    public async Task Steady_rate_for_minutes_leaves_memory_and_backlog_flat()
    {
        await using RunningService service = await RunningService.StartAsync(instances: 1);
        ConcurrentBag<Acknowledged> acknowledged = [];
        List<(long Memory, int Backlog)> samples = [];
        ConcurrentDictionary<Task, bool> sending = [];
        long start = Stopwatch.GetTimestamp();
        TimeSpan sampled = TimeSpan.Zero;
        for (int sent = 0; Stopwatch.GetElapsedTime(start) is { } elapsed && elapsed < Length;)
        {
            for (; sent < elapsed.TotalSeconds * Rate; sent++)
            {
                Task one = SendAsync(service, sent, acknowledged);
                sending[one] = true;
                _ = one.ContinueWith(done => sending.TryRemove(done, out _), TaskScheduler.Default);
            }

            if (elapsed - sampled >= Every)
            {
                sampled = elapsed;
                samples.Add((ProcessMemory.Resident(service.Apps[0].Id), (
                    await service.Storage.Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount));
                output.WriteLine($"{elapsed.TotalSeconds:0} s: {acknowledged.Count} acknowledged, "
                    + $"{samples[^1].Memory >> 20} MiB, {samples[^1].Backlog} messages wait");
            }

            await Task.Delay(10);
        }

        await Task.WhenAll(sending.Keys);
        Assert.InRange(samples.Count, SamplesAtLeast, int.MaxValue);
        int third = samples.Count / 3;
        // The first third warms up: code is compiled, pools fill.
        double early = samples.Skip(third).Take(third).Average(sample => sample.Memory);
        double late = samples.TakeLast(third).Average(sample => sample.Memory);
        Assert.InRange(late - early, double.MinValue, MaxGrowth);
        // Not above two seconds' worth.
        Assert.InRange(samples.TakeLast(third).Average(sample => sample.Backlog), 0, Rate * 2);
        await service.SettleAsync(acknowledged);
    }

    private static async Task SendAsync(RunningService service, int number, ConcurrentBag<Acknowledged> acknowledged)
    {
        byte[] body = SampleBodies.Sent($"user{number}", SampleBodies.Day.AddSeconds(number));
        using HttpResponseMessage answer =
            await service.Apps[0].Http.PostAsync("api/webhooks/smartico", new ByteArrayContent(body));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        acknowledged.Add(new Acknowledged(await Answer.IdAsync(answer), "smartico", body));
    }
}
