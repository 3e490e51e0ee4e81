using System.Diagnostics.Metrics;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Sending;
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

    private static readonly Histogram<double> PostDuration = Meter.CreateHistogram<double>(
        "webhooks.destination.duration", "s", "From a request to a destination to its answer.");
    private static readonly Counter<long> Delivered = Meter.CreateCounter<long>(
        "webhooks.destination.delivered", "{event}", "Events that a destination took; repeats included.");
    private static readonly Counter<long> SentAgain = Meter.CreateCounter<long>(
        "webhooks.destination.again", "{event}", "Events that a destination did not take, and that are tried again.");
    private static readonly Counter<long> ParkedEvents = Meter.CreateCounter<long>(
        "webhooks.destination.parked", "{event}", "Events that a destination did not take, and that are kept for it.");

    private static readonly Histogram<double> DestinationWait = Meter.CreateHistogram<double>(
        "webhooks.destination.wait", "s", "How old events that did not arrive will be at their next try.");
    private static readonly Gauge<double> OutgoingAge = Meter.CreateGauge<double>(
        "webhooks.outgoing.oldest.age", "s", "How long the oldest message that is due has waited to be sent on.");
    private static readonly Counter<long> DestinationsOff = Meter.CreateCounter<long>(
        "webhooks.destination.off", "{time}", "Times that events met a destination which is switched off.");

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

    public static void Posted(string destination, int status, int events, TimeSpan took)
    {
        KeyValuePair<string, object?> name = Destination(destination);
        PostDuration.Record(took.TotalSeconds, name, new("http.response.status_code", status));
        if (status is >= 200 and < 300)
            Delivered.Add(events, name);
    }

    public static void Sent(IEnumerable<SendResult> results)
    {
        foreach (SendResult result in results)
        {
            KeyValuePair<string, object?> name = Destination(result.Destination);
            if (result.Again > 0)
                SentAgain.Add(result.Again, name);
            if (result.Parked > 0)
                ParkedEvents.Add(result.Parked, name);
            if (result.IsOff)
                DestinationsOff.Add(1, name);
            if (result.Wait is { } wait)
                DestinationWait.Record(wait.TotalSeconds, name);
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

    public static void Outgoing(DateTimeOffset? oldest, DateTimeOffset now) =>
        OutgoingAge.Record(oldest is { } at ? (now - at).TotalSeconds : 0);

    private static KeyValuePair<string, object?> Destination(string name) => new("destination", name);

    private static KeyValuePair<string, object?> Vendor(string vendor) => new("vendor", vendor);
}
