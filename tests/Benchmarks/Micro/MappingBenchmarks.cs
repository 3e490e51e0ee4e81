using BenchmarkDotNet.Attributes;
using Webhooks.Ingestion;
using Webhooks.Ingestion.JsonVendors;
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

    private readonly BaseVendor _base = new();

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

    /// <summary>What SmartReach's own reader is worth: the same body, by the base of JSON vendors.</summary>
    [Benchmark]
    public MapResult SmartReachByTheBase() => _base.Map(_smartReach);

    /// <summary>
    /// Less than SmartReach's mapper does: no drift of fields, no name of the event (it is outside the items), no
    /// envelopes.
    /// </summary>
    private sealed class BaseVendor : JsonVendor
    {
        public override string Name => "smartreach";

        public override string DisplayName => "SmartReach";

        public override string Sample => "{}";

        protected override JsonMembers Members { get; } = new()
        {
            Items = "data",
            Identity = ["prospect.prospect_id", "activity.campaign_name", "activity.campaign_step_name"],
            Omitted = ["email_body", "email_text_body"],
            Time = "activity.created_at",
            ContactId = "prospect.prospect_id",
            ContactEmail = "prospect.email",
            Campaign = "activity.campaign_name",
            CampaignStep = "activity.campaign_step_name",
            MessageSubject = "activity.email_subject",
            MessageFrom = "activity.email_from",
            MessageTo = "activity.email_to",
            LinkUrl = "activity.clicked_url",
        };

        protected override EventKind KindOf(string? eventType, string? channel) =>
            new(EventTypes.MessageSent, Channels.Email);
    }
}
