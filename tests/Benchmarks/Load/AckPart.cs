using Webhooks.Benchmarks.Usual;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>How fast webhooks are acknowledged: the service, the usual pattern, and a bare endpoint.</summary>
internal static class AckPart
{
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
        // Most of a process's life is after its code was compiled, so none of that is measured.
        foreach (MeasuredApp app in (MeasuredApp[])[service, usual, bare])
            await LoadGenerator.RunAsync(app, 32, TimeSpan.Zero, WarmUp);

        List<LoadResult> ours = [];
        List<LoadResult> theirs = [];
        List<LoadResult> ceiling = [];
        TimeSpan turn = options.Duration / Rounds;
        Func<Task>[] turns =
        [
            async () => ours.Add(await LoadGenerator.RunAsync(service, connections, Settling, turn)),
            async () => theirs.Add(await LoadGenerator.RunAsync(usual, connections, Settling, turn)),
            async () => ceiling.Add(await LoadGenerator.RunAsync(bare, connections, Settling, turn)),
        ];
        await Turns.TakeAsync(Rounds, azurite, turns);

        Add(report, connections, LoadResult.Of(ours), LoadResult.Of(theirs));
        report.Add($"{Report.Count(connections, "connection")}, usual pattern", LoadResult.Of(theirs).ToString());
        report.Add($"{Report.Count(connections, "connection")}, bare endpoint", LoadResult.Of(ceiling).ToString());
        if (connections == 256)
            await AddMemoryAsync(report, service);
    }

    private static void Add(Report report, int connections, LoadResult ours, LoadResult theirs)
    {
        double ratio = ours.PerSecond / theirs.PerSecond;
        string what = $"{Report.Count(connections, "connection")}, service";
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

    private static async Task AddMemoryAsync(Report report, MeasuredApp service)
    {
        double peak = service.PeakMegabytes;
        report.Add("256 connections, service's peak memory", $"{Report.Number(peak)} MB", "≤ 250 MB", peak <= 250);
        await Task.Delay(TimeSpan.FromSeconds(5));
        report.Add("256 connections, service's memory 5 s after", $"{Report.Number(service.Megabytes)} MB");
    }
}
