using Webhooks.Benchmarks.Load.Apps;
using Webhooks.Benchmarks.Load.Traffic;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>
/// How fast webhooks are acknowledged: the service, the usual pattern, and a function that does nothing.
/// </summary>
internal static class AckPart
{
    private const int Rounds = 6;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.3);

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        foreach (int connections in options.Connections)
            await RunAsync(options, connections, report);
        report.Note($"Acks: in {Rounds} turns, each of a sixth of the time; processor time is of host + worker. "
            + (options.Consume
            ? "The apps processed what they acknowledged at the same time."
            : "Processing was off in all, since the emulator's one thread would be shared with it; see drain."));
    }

    // Each with an emulator of its own: every minute it removes one by one what was deleted, and answers nothing
    // meanwhile.
    private static async Task RunAsync(LoadOptions options, int connections, Report report)
    {
        await using AzuriteProcess azurite =
            await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress });
        // ASP.NET Core integration needs a host that proxies: the local one does not.
        MeasuredPath[] paths = options.Host == MeasuredHost.Func
            ? [MeasuredPath.Service, MeasuredPath.Usual, MeasuredPath.Empty, MeasuredPath.AspNetUsual,
            MeasuredPath.AspNetEmpty]
            : [MeasuredPath.Service, MeasuredPath.Usual, MeasuredPath.Empty];
        await using AppsOf apps = await AppsOf.StartAsync(options, paths, azurite.ConnectionString);
        // Most of a process's life is after its code was compiled, so none of that is measured.
        foreach (MeasuredPath path in paths)
            await LoadGenerator.RunAsync(apps[path], path, 32, TimeSpan.Zero, WarmUp);

        Dictionary<MeasuredPath, List<LoadResult>> results =
            paths.ToDictionary(path => path, _ => new List<LoadResult>());
        TimeSpan turn = options.Duration / Rounds;
        await Turns.TakeAsync(Rounds, [.. paths.Select(path => (Func<Task>)(async () =>
            results[path].Add(await LoadGenerator.RunAsync(apps[path], path, connections, Settling, turn))))]);

        Dictionary<MeasuredPath, LoadResult> taken =
            paths.ToDictionary(path => path, path => LoadResult.Of(results[path]));
        string at = Report.Count(connections, "connection");
        foreach (MeasuredPath path in paths)
            report.Add($"{at}: {path.Name}", taken[path].ToString());
        AddGoals(report, options.Host, connections, at, taken);
        if (connections == 256)
            await AddMemoryAsync(report, apps[MeasuredPath.Service]);
    }

    private static void AddGoals(
        Report report, MeasuredHost host, int connections, string at, Dictionary<MeasuredPath, LoadResult> taken)
    {
        LoadResult service = taken[MeasuredPath.Service];
        (MeasuredPath usual, MeasuredPath empty) = host == MeasuredHost.Func
            ? (MeasuredPath.AspNetUsual, MeasuredPath.AspNetEmpty)
            : (MeasuredPath.Usual, MeasuredPath.Empty);
        (double ofUsual, double ofEmpty)? least = (host, connections) switch
        {
            (MeasuredHost.Func, 64) => (3, 1),
            (MeasuredHost.Func, 256) => (4.5, 1.4),
            (MeasuredHost.Local, 64) => (4, 0.85),
            (MeasuredHost.Local, 256) => (8, 0.85),
            _ => null,
        };
        AddRatio(report, at, service, usual, taken, least?.ofUsual);
        AddRatio(report, at, service, empty, taken, least?.ofEmpty);
        if (host == MeasuredHost.Func)
        {
            AddRatio(report, at, service, MeasuredPath.Usual, taken, null);
            AddRatio(report, at, service, MeasuredPath.Empty, taken, null);
        }

        if (connections == 64)
        {
            double worker = service.Processor.Worker.TotalMicroseconds;
            report.Add($"{at}: worker's processor time an ack", $"{Report.Number(worker)} µs", "≤ 130 µs",
                worker <= 130);
            (double p99, double p50) = (service.Milliseconds(0.99), taken[usual].Milliseconds(0.5));
            report.Add($"{at}: service's p99", $"{Report.Number(p99)} ms",
                $"< the usual pattern's p50, {Report.Number(p50)} ms", p99 < p50);
        }
    }

    private static void AddRatio(
        Report report, string at, LoadResult service, MeasuredPath other, Dictionary<MeasuredPath, LoadResult> taken,
        double? least)
    {
        double ratio = service.PerSecond / taken[other].PerSecond;
        (string what, string figure) = ($"{at}: service by {other.Name}", $"{Report.Number(ratio)} ×");
        if (least is double limit)
            report.Add(what, figure, $"≥ {limit} ×", ratio >= limit);
        else
            report.Add(what, figure);
    }

    private static async Task AddMemoryAsync(Report report, MeasuredApp service)
    {
        Memory peak = service.PeakMemory;
        report.Add("256 connections: service's peak memory", peak.ToString(), "≤ 250 MB of the worker",
            peak.Worker <= 250);
        await Task.Delay(TimeSpan.FromSeconds(5));
        report.Add("256 connections: service's memory 5 s after", service.Memory.ToString());
    }
}
