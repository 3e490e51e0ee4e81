using BenchmarkDotNet.Attributes;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Benchmarks.Micro;

/// <summary>Deliveries to a queue message and back.</summary>
public class CodecBenchmarks
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MessageWriter _writer = new();
    private QueuedDelivery[] _entries = [];
    private byte[] _message = [];

    [Params(1, 16, 64, 100)]
    public int Deliveries { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _entries = [.. Enumerable.Range(0, Deliveries)
            .Select(i => QueuedDelivery.Whole(SampleWebhooks.Delivery(i, At)))];
        _message = _writer.TryPack(_entries) ?? throw new InvalidOperationException("Too many for a message.");
    }

    [Benchmark]
    public byte[]? Pack() => _writer.TryPack(_entries);

    [Benchmark]
    public int Unpack() => MessageReader.Unpack(_message).Count;
}
