using System.Diagnostics;
using Webhooks.Benchmarks.Load.Apps;

namespace Webhooks.Benchmarks.Load.Traffic;

/// <summary>What a load came to.</summary>
/// <param name="Latencies">Of each answered request, in Stopwatch ticks, in order.</param>
/// <param name="Refused">Answers other than 200.</param>
/// <param name="Elapsed">How long it was measured.</param>
/// <param name="Processor">
/// The processor time that each answer took, which other programs disturb less than the rest.
/// </param>
internal sealed record LoadResult(long[] Latencies, int Refused, TimeSpan Elapsed, ProcessorTime Processor)
{
    /// <summary>Answers of 200 a second.</summary>
    public double PerSecond => Latencies.Length / Elapsed.TotalSeconds;

    /// <summary>The latency that a part of the requests did not exceed, in milliseconds.</summary>
    /// <param name="part">From 0 to 1.</param>
    public double Milliseconds(double part) => Latencies.Length == 0
        ? double.NaN
        : Latencies[Math.Min((int)(Latencies.Length * part), Latencies.Length - 1)] * 1000d / Stopwatch.Frequency;

    /// <summary>The turns of one load, taken together.</summary>
    /// <param name="turns">At least one.</param>
    public static LoadResult Of(IReadOnlyCollection<LoadResult> turns)
    {
        long[] latencies = [.. turns.SelectMany(turn => turn.Latencies)];
        Array.Sort(latencies);
        return new LoadResult(
            latencies,
            turns.Sum(turn => turn.Refused),
            TimeSpan.FromTicks(turns.Sum(turn => turn.Elapsed.Ticks)),
            turns.Aggregate(default(ProcessorTime), (sum, turn) => sum + turn.Processor) / turns.Count);
    }

    public override string ToString() =>
        $"{Report.Number(PerSecond)}/s, p50 {Report.Number(Milliseconds(0.5))}, p99 "
            + $"{Report.Number(Milliseconds(0.99))}, p99.9 {Report.Number(Milliseconds(0.999))} ms"
        + (Processor == default ? "" : $", {Processor} of processor")
        + (Refused > 0 ? $", {Refused} refused" : "");
}
