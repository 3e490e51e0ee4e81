using BenchmarkDotNet.Attributes;
using Webhooks.Ingestion;

namespace Webhooks.Benchmarks.Micro;

/// <summary>Ids and keys.</summary>
public class KeyBenchmarks
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Benchmark]
    public string NewDeliveryId() => DeliveryId.New(At);

    [Benchmark]
    public string EventId() => EventIdentity.From(
        "smartreach", "42", "activity.email.opened", "1000001", "1772366400000", "Spring launch", "Day 1: opening", "");

    [Benchmark]
    public string Partition() => TableKeys.Partition("smartreach", At);

    [Benchmark]
    public string Row() => TableKeys.Row(At, "0195f2a04b7c7d3e8f00112233445566");
}
