using BenchmarkDotNet.Attributes;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Benchmarks.Micro;

/// <summary>A delivery to events. SmartReach's of 1.4 KB: under 5 µs and 4 KB.</summary>
public class MappingBenchmarks
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Delivery _smartReach = SampleWebhooks.Delivery(1, At);
    private readonly Delivery _smartico = SampleWebhooks.Delivery(1, At) with
    {
        Vendor = "smartico",
        Body = """{"login":"ada","time":1664115803000,"channel":"SMS","campaign_name":"Spring","view_url":"https://example.com/v/ada"}"""u8.ToArray(),
    };

    private IVendor? _smartReachVendor;
    private IVendor? _smarticoVendor;

    [GlobalSetup]
    public void FindVendors()
    {
        VendorRegistry vendors = new(new VendorOptions());
        vendors.TryGet("smartreach", out _smartReachVendor);
        vendors.TryGet("smartico", out _smarticoVendor);
        MapResult result = SmartReach();
        if (result.Events.Count != 1 || result.Drift.Count > 0)
            throw new InvalidOperationException("The sample is not what SmartReach sends.");
    }

    [Benchmark]
    public MapResult SmartReach() => _smartReachVendor!.Map(_smartReach);

    [Benchmark]
    public MapResult Smartico() => _smarticoVendor!.Map(_smartico);
}
