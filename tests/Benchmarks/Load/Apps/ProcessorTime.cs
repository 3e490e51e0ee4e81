namespace Webhooks.Benchmarks.Load.Apps;

/// <summary>Processor time of an app: its host's and its worker's.</summary>
/// <param name="Host">The host's.</param>
/// <param name="Worker">The worker's.</param>
internal readonly record struct ProcessorTime(TimeSpan Host, TimeSpan Worker)
{
    public TimeSpan Sum => Host + Worker;

    public static ProcessorTime operator +(ProcessorTime one, ProcessorTime other) =>
        new(one.Host + other.Host, one.Worker + other.Worker);

    public static ProcessorTime operator /(ProcessorTime time, int count) =>
        new(time.Host / count, time.Worker / count);

    /// <summary>What was added since an earlier time.</summary>
    public ProcessorTime Since(ProcessorTime earlier) => new(Host - earlier.Host, Worker - earlier.Worker);

    public override string ToString() =>
        $"{Report.Number(Host.TotalMicroseconds)} + {Report.Number(Worker.TotalMicroseconds)} µs";
}
