using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Tracing;

namespace Webhooks.Functions.Operations;

/// <summary>Says what became of a delivery. The answer holds its raw body, so this key is for few.</summary>
public sealed class TraceApi(DeliveryTrace trace, TimeProvider time)
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    private static readonly JsonSerializerOptions Json =
        new(JobReply.Json) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Function("TraceDelivery")]
    public async Task<HttpResponseData> TraceAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "deliveries/{id}")]
        HttpRequestData request, string id)
    {
        if (!DeliveryId.TryParse(id, out string canonical, out DateTimeOffset receivedAt))
            throw new BadParameterException("id", "It must be what a webhook was acknowledged with: 32 hex digits.");
        return await trace.FindAsync(canonical, request.Deadline()) is { } found
            ? Reply.Of(request, Answer(found), Json)
            : Problem.Of(
                request,
                HttpStatusCode.NotFound,
                "No such delivery is stored",
                NotStored(time.GetUtcNow() - receivedAt));
    }

    // An id alone does not tell whether it was ever acknowledged: what waits in the queue cannot be looked up.
    private static string NotStored(TimeSpan age) => age < Recent
        ? "If it was acknowledged, it waits in the queue still: ask again."
        : "Either it was never acknowledged here, or it is older than RetentionDays and was purged, "
            + "or the queue is far behind.";

    private static object Answer(TracedDelivery found)
    {
        (StoredDelivery stored, Delivery delivery) = (found.Stored, found.Stored.Delivery);
        TracedBody? body = stored.Status == DeliveryStatuses.Erased ? null : new(delivery.Body);
        return new
        {
            deliveryId = delivery.Id,
            vendor = delivery.Vendor,
            status = stored.Status,
            receivedAt = delivery.ReceivedAt,
            method = delivery.Method,
            query = delivery.Query,
            contentType = delivery.ContentType,
            traceParent = delivery.TraceParent,
            rejection = stored.Error is null
                ? null
                : new
                {
                    reason = found.Reason,
                    error = stored.Error,
                    attempts = found.Attempts,
                    rejectedAt = found.RejectedAt,
                },
            eventCount = stored.EventCount,
            events = found.Events.Select(traced => new
            {
                partitionKey = traced.Partition,
                rowKey = traced.Key.Row,
                type = traced.Type,
                occurredAt = traced.Key.OccurredAt,
                stored = traced.Type is not null,
                deliveryId = traced.DeliveryId,
            }),
            bodyLength = delivery.Body.Length,
            bodyEncoding = body?.Encoding,
            body,
        };
    }
}
