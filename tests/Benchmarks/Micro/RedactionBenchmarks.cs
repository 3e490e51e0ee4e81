using System.Text;
using BenchmarkDotNet.Attributes;
using Webhooks.Ingestion.Redaction;

namespace Webhooks.Benchmarks.Micro;

/// <summary>Our key out of a SmartReach webhook of 1.4 KB: at most 3 µs where it is echoed once.</summary>
public class RedactionBenchmarks
{
    private const string Key = "Zk3vQ9pT7wYb2LxR5mNcD8sHjA1uGfE0oKiVtXyWqPzB4AzFuHg0Zw==";

    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Redactor _redactor = new([Key], []);
    private readonly string _query = "?code=" + Uri.EscapeDataString(Key);
    private readonly ReadOnlyMemory<byte> _without = SampleWebhooks.Delivery(1, At).Body;
    private readonly ReadOnlyMemory<byte> _with = Echo("?code=" + Key);
    private readonly ReadOnlyMemory<byte> _spelled =
        Echo("?code=" + Key.Replace("=", "&#x3D;", StringComparison.Ordinal));

    [Benchmark]
    public RedactedRequest WithoutEcho() => _redactor.Redact(_query, _without);

    [Benchmark]
    public RedactedRequest OneEcho() => _redactor.Redact(_query, _with);

    [Benchmark]
    public RedactedRequest OneEchoOfATemplateEngine() => _redactor.Redact(_query, _spelled);

    private static byte[] Echo(string query)
    {
        string body = Encoding.UTF8.GetString(SampleWebhooks.Delivery(1, At).Body.Span);
        int end = body.IndexOf("/api/webhooks/smartreach", StringComparison.Ordinal);
        return end < 0
            ? Encoding.UTF8.GetBytes(
            body.Replace("\"webhook_url\":\"", $"\"webhook_url\":\"{query}", StringComparison.Ordinal))
            : Encoding.UTF8.GetBytes(body.Insert(end + "/api/webhooks/smartreach".Length, query));
    }
}
