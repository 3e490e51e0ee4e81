using System.Diagnostics;
using Azure.Storage.Queues;
using Webhooks.Benchmarks.Usual;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>How fast webhooks are acknowledged: the service, the usual pattern, and a bare endpoint.</summary>
internal static class AckPart
{
    // What is compared is measured in turns, so that a slow minute of the machine falls on all alike.
    private const int Rounds = 6;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.3);

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        foreach (int connections in options.Connections)
            await RunAsync(options, connections, report);
        report.Note($"Acks: in {Rounds} turns, each of a sixth of the time. " + (options.Consume
            ? "Both services processed what they acknowledged at the same time."
            : "Processing was off in both services, since the emulator's one thread would be shared with it; see drain."));
    }

    // Each with an emulator of its own: every minute it removes one by one what was deleted, and answers nothing meanwhile.
    private static async Task RunAsync(LoadOptions options, int connections, Report report)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress });
        await using MeasuredApp service = await MeasuredApp.ServiceAsync(azurite.ConnectionString, options.Consume);
        await using MeasuredApp usual = await MeasuredApp.UsualAsync(azurite.ConnectionString, options.Consume);
        await using MeasuredApp bare = await MeasuredApp.BareAsync(azurite.ConnectionString, BareEndpoint.Drop);
        await using MeasuredApp putting = await MeasuredApp.BareAsync(azurite.ConnectionString, BareEndpoint.Put);
        QueueClient queue = BareEndpoint.NewQueue(azurite.ConnectionString);
        await queue.CreateIfNotExistsAsync();
        // Most of a process's life is after its code was compiled, so none of that is measured.
        foreach (MeasuredApp app in (MeasuredApp[])[service, usual, bare, putting])
            await LoadGenerator.RunAsync(app, 32, TimeSpan.Zero, WarmUp);
        if (connections == 1)
            await PutsAsync(queue, WarmUp);

        List<LoadResult> ours = [];
        List<LoadResult> theirs = [];
        List<LoadResult> ceiling = [];
        List<LoadResult> puttings = [];
        List<LoadResult> puts = [];
        TimeSpan turn = options.Duration / Rounds;
        List<Func<Task>> turns =
        [
            async () => ours.Add(await LoadGenerator.RunAsync(service, connections, Settling, turn)),
            async () => theirs.Add(await LoadGenerator.RunAsync(usual, connections, Settling, turn)),
            async () => ceiling.Add(await LoadGenerator.RunAsync(bare, connections, Settling, turn)),
        ];
        if (connections == 1)
        {
            turns.Add(async () => puttings.Add(await LoadGenerator.RunAsync(putting, connections, Settling, turn)));
            turns.Add(async () => puts.Add(await PutsAsync(queue, turn)));
        }

        for (int round = 0; round < Rounds; round++)
        {
            // Each is once first, so that none is always measured in the wake of the same other.
            for (int i = 0; i < turns.Count; i++)
            {
                await turns[(round + i) % turns.Count]();
                await ClearAsync(azurite);
            }
        }

        Add(report, connections, LoadResult.Of(ours), LoadResult.Of(theirs));
        report.Add($"{connections} connections, usual pattern", LoadResult.Of(theirs).ToString());
        report.Add($"{connections} connections, bare endpoint", LoadResult.Of(ceiling).ToString());
        if (connections == 1)
            AddPut(report, LoadResult.Of(ours), LoadResult.Of(puttings), LoadResult.Of(puts));
        if (connections == 256)
            await AddMemoryAsync(report, service);
    }

    // The emulator is slower the more it holds, so each turn starts with the same.
    private static async Task ClearAsync(AzuriteProcess azurite)
    {
        QueueServiceClient queues = new(azurite.ConnectionString);
        await foreach (Azure.Storage.Queues.Models.QueueItem queue in queues.GetQueuesAsync())
            await queues.GetQueueClient(queue.Name).ClearMessagesAsync();
    }

    private static void Add(Report report, int connections, LoadResult ours, LoadResult theirs)
    {
        double ratio = ours.PerSecond / theirs.PerSecond;
        string what = $"{connections} connections, service";
        string figure = $"{ours} = {Report.Number(ratio)} × the usual pattern";
        int? least = connections switch { 256 => 15, 64 => 7, _ => null };
        if (least is int limit)
            report.Add(what, figure, $"≥ {limit} ×", ratio >= limit);
        else
            report.Add(what, figure);
        if (connections == 64)
        {
            (double p99, double p50) = (ours.Milliseconds(0.99), theirs.Milliseconds(0.5));
            report.Add("64 connections, service's p99", $"{Report.Number(p99)} ms", $"< the usual pattern's p50, {Report.Number(p50)} ms", p99 < p50);
        }
    }

    // What an ack must at least take: a message of one delivery, put by the same client, one after another.
    private static async Task<LoadResult> PutsAsync(QueueClient queue, TimeSpan duration)
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
        return new LoadResult([.. latencies], 0, duration, TimeSpan.Zero);
    }

    // The put alone is of two programs on two cores; with a request before it there are three. So the endpoint that does
    // nothing but put a ready-made message says how much of the difference is the service's.
    private static void AddPut(Report report, LoadResult ours, LoadResult puttings, LoadResult puts)
    {
        double ratio = ours.Milliseconds(0.5) / puts.Milliseconds(0.5);
        double endpoint = ours.Milliseconds(0.5) / puttings.Milliseconds(0.5);
        report.Add("1 connections, bare endpoint that puts", puttings.ToString());
        report.Add("1 connection, bare queue put", puts.ToString());
        report.Add("1 connection, service's p50", $"{Report.Number(ratio)} × the bare put's", "≤ 1.1 ×", ratio <= 1.1);
        report.Add("1 connection, service's p50", $"{Report.Number(endpoint)} × the bare endpoint's that puts");
    }

    private static async Task AddMemoryAsync(Report report, MeasuredApp service)
    {
        double peak = service.PeakMegabytes;
        report.Add("256 connections, service's peak memory", $"{Report.Number(peak)} MB", "≤ 250 MB", peak <= 250);
        await Task.Delay(TimeSpan.FromSeconds(5));
        report.Add("256 connections, service's memory 5 s after", $"{Report.Number(service.Megabytes)} MB");
    }
}
