using System.Diagnostics.Metrics;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Telemetry;

/// <summary>
/// The service's own metrics: the meter <c>Webhooks</c>. Names and units follow OpenTelemetry
/// (https://opentelemetry.io/docs/specs/semconv/general/metrics/); tags hold vendors, types and codes, never a person.
/// </summary>
internal static class WebhookMetrics
{
    public const string Name = "Webhooks";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Received =
        Meter.CreateCounter<long>("webhooks.received", "{request}", "Webhooks that came.");
    private static readonly Counter<long> Acknowledged =
        Meter.CreateCounter<long>("webhooks.acknowledged", "{request}", "Webhooks answered 200: they are durable.");
    private static readonly Counter<long> Refused =
        Meter.CreateCounter<long>("webhooks.refused", "{request}", "Webhooks answered anything else.");
    private static readonly Histogram<double> AckDuration =
        Meter.CreateHistogram<double>("webhooks.ack.duration", "s", "From a webhook's arrival to its answer.");
    private static readonly Histogram<int> BatchSize =
        Meter.CreateHistogram<int>("webhooks.batch.size", "{delivery}", "Deliveries in one queue message.");
    private static readonly Counter<long> Mapped =
        Meter.CreateCounter<long>("webhooks.events.mapped", "{event}", "Events stored, by type; repeats included.");
    private static readonly Counter<long> Rejected = Meter.CreateCounter<long>(
        "webhooks.deliveries.rejected", "{delivery}", "Deliveries kept but not mapped, by reason.");
    private static readonly Counter<long> ParkedDeliveries = Meter.CreateCounter<long>(
        "webhooks.deliveries.parked", "{delivery}", "Deliveries kept as rejected since the queue gave up on them.");
    private static readonly Histogram<double> StoredDuration = Meter.CreateHistogram<double>(
        "webhooks.stored.duration", "s", "From a webhook's arrival to its events being stored.");
    private static readonly Gauge<long> QueueMessages =
        Meter.CreateGauge<long>("webhooks.queue.messages", "{message}", "About how many messages wait.");
    private static readonly Gauge<double> QueueAge =
        Meter.CreateGauge<double>("webhooks.queue.oldest.age", "s", "How long the oldest message has waited.");
    private static readonly Gauge<long> PoisonMessages = Meter.CreateGauge<long>(
        "webhooks.poison.messages", "{message}", "About how many messages the queue gave up on.");
    private static readonly Histogram<double> RollUpDuration =
        Meter.CreateHistogram<double>("webhooks.rollup.duration", "s", "How long a roll-up took.");
    private static readonly Gauge<double> RollUpLag = Meter.CreateGauge<double>(
        "webhooks.rollup.lag", "s", "How old the counts had become when a roll-up renewed them.");

    public static void Came(string vendor) => Received.Add(1, Vendor(vendor));

    public static void Answered(string vendor, int status, TimeSpan after)
    {
        AckDuration.Record(after.TotalSeconds, Vendor(vendor), new("http.response.status_code", status));
        if (status == 200)
            Acknowledged.Add(1, Vendor(vendor));
        else
            Refused.Add(1, Vendor(vendor), new("http.response.status_code", status));
    }

    public static void Processed(IReadOnlyCollection<DeliveryOutcome> outcomes, DateTimeOffset now)
    {
        BatchSize.Record(outcomes.Count);
        foreach (DeliveryOutcome outcome in outcomes)
        {
            KeyValuePair<string, object?> vendor = Vendor(outcome.Delivery.Vendor);
            StoredDuration.Record((now - outcome.Delivery.ReceivedAt).TotalSeconds, vendor);
            if (outcome.Rejection is { } rejection)
                Rejected.Add(1, vendor, new("reason", rejection.Reason));
            foreach (Ingestion.EngagementEvent e in outcome.Events)
                Mapped.Add(1, vendor, new("type", e.Type));
        }
    }

    public static void Parked(int deliveries) => ParkedDeliveries.Add(deliveries);

    public static void RolledUp(TimeSpan took, TimeSpan? sinceLast)
    {
        RollUpDuration.Record(took.TotalSeconds);
        if (sinceLast is { } lag)
            RollUpLag.Record(lag.TotalSeconds);
    }

    public static void Backlog(QueueState queue, DateTimeOffset now)
    {
        QueueMessages.Record(queue.Messages);
        QueueAge.Record(queue.OldestAt is { } oldest ? (now - oldest).TotalSeconds : 0);
        PoisonMessages.Record(queue.PoisonMessages);
    }

    private static KeyValuePair<string, object?> Vendor(string vendor) => new("vendor", vendor);
}
