using System.Diagnostics;
using Webhooks.Storage.Deliveries;

namespace Webhooks.Functions.Telemetry;

/// <summary>
/// A span around the processing of a message, of the source <c>Webhooks</c>, with a link to the HTTP request of each of
/// its deliveries: the trace parent travels with the delivery. Links, not a parent, since a message holds many
/// requests' deliveries (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/#batch-receiving).
/// </summary>
internal static class ProcessingSpan
{
    private const int MaxLinks = 128; // OpenTelemetry's default limit

    private static readonly ActivitySource Source = new(WebhookMetrics.Name);

    /// <summary>Starts it; null where nobody listens.</summary>
    public static Activity? Start() => Source.StartActivity("process deliveries", ActivityKind.Consumer);

    /// <summary>Says what was processed.</summary>
    public static void Describe(Activity? span, IReadOnlyCollection<DeliveryOutcome> outcomes)
    {
        if (span is null)
            return;
        span.SetTag("messaging.system", "azure_storage_queue");
        span.SetTag("messaging.destination.name", Storage.StorageNames.DeliveryQueue);
        span.SetTag("messaging.batch.message_count", outcomes.Count);
        foreach (DeliveryOutcome outcome in outcomes.Take(MaxLinks))
        {
            if (ActivityContext.TryParse(
                outcome.Delivery.TraceParent, null, isRemote: true, out ActivityContext request))
                span.AddLink(new ActivityLink(
                    request, new ActivityTagsCollection { ["webhooks.delivery.id"] = outcome.Delivery.Id }));
        }
    }
}
