using System.Diagnostics;
using Azure.Storage.Queues;
using Webhooks.Ingestion.Messages;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>How fast webhooks are acknowledged: the service, the usual pattern, and a bare endpoint.</summary>
internal static class AckPart
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress });
        await using MeasuredApp service = await MeasuredApp.ServiceAsync(azurite.ConnectionString, options.Consume);
        await using MeasuredApp usual = await MeasuredApp.UsualAsync(azurite.ConnectionString, options.Consume);
        await using MeasuredApp bare = await MeasuredApp.BareAsync();
        // Most of a process's life is after its code was compiled, so none of that is measured.
        foreach (MeasuredApp app in (MeasuredApp[])[service, usual, bare])
            await LoadGenerator.RunAsync(app, 32, TimeSpan.Zero, WarmUp * 2);

        foreach (int connections in options.Connections)
        {
            LoadResult ours = await LoadAsync(azurite, service, connections, options.Duration);
            LoadResult theirs = await LoadAsync(azurite, usual, connections, options.Duration);
            LoadResult ceiling = await LoadAsync(azurite, bare, connections, options.Duration);
            Add(report, connections, ours, theirs);
            report.Add($"{connections} connections, usual pattern", theirs.ToString());
            report.Add($"{connections} connections, bare endpoint", ceiling.ToString());
            if (connections == 1)
                AddPut(report, ours, await PutsAsync(azurite, options.Duration));
            if (connections == 256)
                await AddMemoryAsync(report, service);
        }

        report.Note(options.Consume
            ? "Acks: both services processed what they acknowledged at the same time."
            : "Acks: processing was off in both services, since the emulator's one thread would be shared with it; see drain.");
    }

    private static async Task<LoadResult> LoadAsync(AzuriteProcess azurite, MeasuredApp app, int connections, TimeSpan duration)
    {
        LoadResult result = await LoadGenerator.RunAsync(app, connections, WarmUp, duration);
        // The emulator is slower the more it holds, so each starts with the same.
        QueueServiceClient queues = new(azurite.ConnectionString);
        await foreach (Azure.Storage.Queues.Models.QueueItem queue in queues.GetQueuesAsync())
            await queues.GetQueueClient(queue.Name).ClearMessagesAsync();
        return result;
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
    private static async Task<LoadResult> PutsAsync(AzuriteProcess azurite, TimeSpan duration)
    {
        QueueClient queue = new(azurite.ConnectionString, "bare", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        byte[] message = new MessageWriter().TryPack(
            [QueuedDelivery.Whole(SampleWebhooks.Delivery(1, TimeProvider.System.GetUtcNow()))])!;
        List<long> latencies = [];
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp + duration;)
        {
            long put = Stopwatch.GetTimestamp();
            await queue.SendMessageAsync(BinaryData.FromBytes(message), timeToLive: TimeSpan.FromSeconds(-1));
            if (Stopwatch.GetElapsedTime(start) > WarmUp)
                latencies.Add(Stopwatch.GetTimestamp() - put);
        }

        latencies.Sort();
        return new LoadResult([.. latencies], 0, duration, TimeSpan.Zero);
    }

    private static void AddPut(Report report, LoadResult ours, LoadResult puts)
    {
        double ratio = ours.Milliseconds(0.5) / puts.Milliseconds(0.5);
        report.Add("1 connection, bare queue put", puts.ToString());
        report.Add("1 connection, service's p50", $"{Report.Number(ratio)} × the bare put's", "≤ 1.1 ×", ratio <= 1.1);
    }

    private static async Task AddMemoryAsync(Report report, MeasuredApp service)
    {
        double peak = service.PeakMegabytes;
        report.Add("256 connections, service's peak memory", $"{Report.Number(peak)} MB", "≤ 250 MB", peak <= 250);
        await Task.Delay(TimeSpan.FromSeconds(5));
        report.Add("256 connections, service's memory 5 s after", $"{Report.Number(service.Megabytes)} MB");
    }
}
