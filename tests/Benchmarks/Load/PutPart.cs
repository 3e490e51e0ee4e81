using System.Diagnostics;
using Azure.Storage.Queues;
using Webhooks.Benchmarks.Load.Apps;
using Webhooks.Benchmarks.Load.Operations;
using Webhooks.Benchmarks.Load.Traffic;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>
/// What an ack takes at one connection, beside the put that it cannot do without: with storage on this machine, where a
/// put takes less than a millisecond, and with storage a few milliseconds away, as it is in Azure.
/// </summary>
internal static class PutPart
{
    private const int Rounds = 6;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Away = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        await using (AzuriteProcess azurite =
            await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress }))
            await RunAsync(options, azurite.ConnectionString, "1 connection", report);
        await using (AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions()))
        {
            await using CountingProxy proxy = await CountingProxy.StartAsync(azurite, Away);
            await RunAsync(
                options, proxy.ConnectionString, $"1 connection, storage {Away.TotalMilliseconds} ms away", report);
        }

        report.Note("A bare put is of two programs on two cores; with a host and a worker before it there are four. "
            + "The function that does nothing but put a ready-made message says how much of the difference is the "
            + "service's.");
    }

    private static async Task RunAsync(LoadOptions options, string storage, string what, Report report)
    {
        MeasuredPath[] paths = [MeasuredPath.Service, MeasuredPath.PutOnly];
        await using AppsOf apps = await AppsOf.StartAsync(options with { Consume = false }, paths, storage);
        QueueClient queue =
            new(storage, "bare", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        foreach (MeasuredPath path in paths)
            await LoadGenerator.RunAsync(apps[path], path, 32, TimeSpan.Zero, WarmUp);
        await PutAsync(queue, WarmUp);

        List<LoadResult> ours = [];
        List<LoadResult> functions = [];
        List<LoadResult> puts = [];
        TimeSpan turn = options.Duration / Rounds;
        await Turns.TakeAsync(
            Rounds,
            async () => ours.Add(
                await LoadGenerator.RunAsync(apps[MeasuredPath.Service], MeasuredPath.Service, 1, Settling, turn)),
            async () => functions.Add(
                await LoadGenerator.RunAsync(apps[MeasuredPath.PutOnly], MeasuredPath.PutOnly, 1, Settling, turn)),
            async () => puts.Add(await PutAsync(queue, turn)));
        Add(report, what, LoadResult.Of(ours), LoadResult.Of(functions), LoadResult.Of(puts));
    }

    // A message of one delivery, put by the same client, one after another.
    private static async Task<LoadResult> PutAsync(QueueClient queue, TimeSpan duration)
    {
        BinaryData message = BinaryData.FromBytes(SampleWebhooks.Message(TimeProvider.System.GetUtcNow()));
        List<long> latencies = [];
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Settling + duration;)
        {
            long put = Stopwatch.GetTimestamp();
            await queue.SendMessageAsync(message, timeToLive: TimeSpan.FromSeconds(-1));
            if (Stopwatch.GetElapsedTime(start) > Settling)
                latencies.Add(Stopwatch.GetTimestamp() - put);
        }

        latencies.Sort();
        return new LoadResult([.. latencies], 0, duration, default);
    }

    private static void Add(Report report, string what, LoadResult ours, LoadResult function, LoadResult puts)
    {
        double ofFunction = ours.Milliseconds(0.5) / function.Milliseconds(0.5);
        report.Add($"{what}: bare queue put", puts.ToString());
        report.Add($"{what}: {MeasuredPath.PutOnly.Name}", function.ToString());
        report.Add($"{what}: service", ours.ToString());
        report.Add($"{what}: service's p50 by the {MeasuredPath.PutOnly.Name}'s", $"{Report.Number(ofFunction)} ×",
            "≤ 1.15 ×", ofFunction <= 1.15);
    }
}
