using System.Diagnostics;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Tools.Azurite;
using Xunit.Abstractions;

namespace Webhooks.Faults.Tests.Soak;

/// <summary>Half of what the machine can do, for long, with restarts: neither memory nor backlog grows, nothing is
/// lost.</summary>
[Collection(TestGroups.Processes)]
public sealed class SoakTests(ITestOutputHelper output)
{
    // Six parts of equal length, with a restart between two: each third has instances of the same ages.
    private const int Parts = 6;
    private const long MaxGrowth = 48L * 1024 * 1024;

    private static readonly string Report = Path.Combine(Repository.Root, "TestResults", "soak.txt");

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Calibration = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // The roll-up comes every five minutes, and may leave what was marked while it ran for the next.
    private static readonly TimeSpan SettledWithin = TimeSpan.FromMinutes(15);

    [SoakFact]
    public async Task Half_of_the_machines_rate_with_restarts_leaves_memory_and_backlog_flat_and_loses_nothing()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Report)!);
        File.Delete(Report);
        await using SoakedService service = await SoakedService.StartAsync();
        using SteadyLoad load = new(service.Apps);
        double rate = await CalibrateAsync(service, load) / 2;
        int before = load.Acknowledged.Count;
        long start = Stopwatch.GetTimestamp();

        Task sending = load.SendAsync(SoakFactAttribute.Length, rate);
        Task restarting = RestartAsync(service, start);
        List<(TimeSpan At, long Memory, int Backlog)> samples = [];
        using PeriodicTimer timer = new(Every);
        while (!sending.IsCompleted && !restarting.IsFaulted && await timer.WaitForNextTickAsync())
        {
            samples.Add((Stopwatch.GetElapsedTime(start), service.Memory(), await service.BacklogAsync()));
            Say($"{samples[^1].At.TotalSeconds,5:0} s: {load.Acknowledged.Count - before} acknowledged, "
                + $"{samples[^1].Memory >> 20} MiB, {samples[^1].Backlog} messages wait");
        }

        await restarting;
        await sending;
        int sent = load.Acknowledged.Count - before;
        Say($"{sent} acknowledged, {load.Refused} answered otherwise, {load.Cut} not answered");
        await Settlement.ReachAsync(service.Storage, load.Acknowledged, SettledWithin, service.Output);
        Say("all accounted for");

        Assert.InRange(sent, SoakFactAttribute.Length.TotalSeconds * rate * 0.95, double.MaxValue);
        ExpectFlat(samples, rate);
    }

    // What is taken and stored in a time, the time to store the last of it included.
    private async Task<double> CalibrateAsync(SoakedService service, SteadyLoad load)
    {
        await load.SendAsync(WarmUp);
        await DrainedAsync();
        int before = load.Acknowledged.Count;
        long start = Stopwatch.GetTimestamp();
        await load.SendAsync(Calibration);
        await DrainedAsync();
        double rate = (load.Acknowledged.Count - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Say($"the machine takes and stores {rate:0} webhooks a second");
        return rate;

        Task DrainedAsync() => Eventually.TrueAsync(
            "the queue is empty",
            async () => await service.BacklogAsync() == 0,
            TimeSpan.FromMinutes(5),
            service.Output);
    }

    private async Task RestartAsync(SoakedService service, long start)
    {
        for (int restart = 0; restart < Parts - 1; restart++)
        {
            TimeSpan due = SoakFactAttribute.Length / Parts * (restart + 1);
            if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            (int index, bool kill) = (restart % 2, (restart + (restart / 2)) % 2 == 1);
            await service.RestartAsync(index, kill);
            Say($"{Stopwatch.GetElapsedTime(start).TotalSeconds,5:0} s: instance {index} "
                + $"{(kill ? "killed" : "stopped")} and started again");
        }
    }

    private void ExpectFlat(List<(TimeSpan At, long Memory, int Backlog)> samples, double rate)
    {
        TimeSpan third = SoakFactAttribute.Length / 3;
        var early = samples.Where(sample => sample.At >= third && sample.At < third * 2).ToList();
        var late = samples.Where(sample => sample.At >= third * 2).ToList();
        (double before, double after) =
            (early.Average(sample => sample.Memory), late.Average(sample => sample.Memory));
        (double waited, double waits) = (Median(early), Median(late));
        Say($"memory of both instances: {before / (1 << 20):0} MiB in the second third, {after / (1 << 20):0} MiB in "
            + $"the last; at most {samples.Max(sample => sample.Memory) >> 20} MiB");
        Say($"messages that wait: {waited:0} in the second third, {waits:0} in the last; at most "
            + $"{samples.Max(sample => sample.Backlog)}");
        Assert.InRange(after - before, double.MinValue, MaxGrowth);
        // Not above two seconds' worth, were each webhook a message.
        Assert.InRange(waits, 0, rate * 2);
    }

    private static double Median(List<(TimeSpan At, long Memory, int Backlog)> samples) =>
        samples.Select(sample => sample.Backlog).Order().ElementAt(samples.Count / 2);

    // Where a run can be followed, too: the output of a test is seen when it is over.
    private void Say(string what)
    {
        output.WriteLine(what);
        File.AppendAllText(Report, what + Environment.NewLine);
    }
}
