using System.Diagnostics;
using System.Diagnostics.Metrics;
using Webhooks.Functions.Telemetry;
using Webhooks.Ingestion;
using Webhooks.Storage.Deliveries;

namespace Webhooks.Functions.Tests.Telemetry;

/// <summary>By itself, since whoever listens hears the whole process.</summary>
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests
{
    private const string Request = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Span_of_a_message_links_to_the_requests_of_its_deliveries()
    {
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == WebhookMetrics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);

        using Activity? span = ProcessingSpan.Start();
        ProcessingSpan.Describe(span, [Outcome(Request), Outcome(null), Outcome("rubbish")]);

        ActivityLink link = Assert.Single(span!.Links);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", link.Context.TraceId.ToString());
        Assert.Equal("b7ad6b7169203331", link.Context.SpanId.ToString());
        Assert.Equal(3, span.GetTagItem("messaging.batch.message_count"));
    }

    [Fact]
    public void Nobody_listening_costs_no_span()
    {
        Activity? span = ProcessingSpan.Start();

        ProcessingSpan.Describe(span, [Outcome(Request)]);

        Assert.Null(span);
    }

    [Fact]
    public void Processing_is_measured_by_vendor_type_and_reason()
    {
        List<string> measured = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name == WebhookMetrics.Name)
                meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => measured.Add($"{instrument.Name} {value} {Text(tags)}"));
        listener.SetMeasurementEventCallback<int>(
            (instrument, value, tags, _) => measured.Add($"{instrument.Name} {value} {Text(tags)}"));
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => measured.Add($"{instrument.Name} {value} {Text(tags)}"));
        listener.Start();

        WebhookMetrics.Processed([Outcome(Request)
            with { Rejection = new Rejection(RejectionReasons.MalformedJson, "No.") }], Noon.AddSeconds(2));
        WebhookMetrics.Answered("smartico", 503, TimeSpan.FromSeconds(1));

        Assert.Equal(
            [
                "webhooks.batch.size 1 ",
                "webhooks.stored.duration 2 vendor=smartreach",
                "webhooks.deliveries.rejected 1 vendor=smartreach reason=malformed-json",
                "webhooks.ack.duration 1 vendor=smartico http.response.status_code=503",
                "webhooks.refused 1 vendor=smartico http.response.status_code=503",
            ],
            measured);
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    private static DeliveryOutcome Outcome(string? traceParent) => new(
        new Delivery
        {
            Id = DeliveryId.New(Noon),
            Vendor = "smartreach",
            ReceivedAt = Noon,
            Method =
            "POST",
            TraceParent = traceParent
        }, [], null);
}
