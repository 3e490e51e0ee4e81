using System.Text;
using Microsoft.AspNetCore.Http;
using Webhooks.Functions.Api;
using Webhooks.Functions.Requests;
using Webhooks.Ingestion;
using Webhooks.Storage.Deliveries;

namespace Webhooks.Functions.Deliveries;

/// <summary>Answers what became of a delivery. See docs/api.md.</summary>
/// <param name="trace">Finds it.</param>
/// <param name="time">The clock.</param>
public sealed class TraceDesk(DeliveryTrace trace, TimeProvider time)
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Answers for one id.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>200, or problem+json: 400 where it is no delivery's id, 404 where none of that id is stored.</returns>
    public Task<IResult> TraceAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.OfAsync(request, async () =>
        {
            if (!DeliveryId.TryParse(id, out string canonical, out DateTimeOffset receivedAt))
                throw new BadParameterException("id", "It must be the id that a webhook was acknowledged with: 32 hex digits.");
            return await trace.FindAsync(canonical, cancellationToken) is { } found
                ? Answers.Json(Answer(found))
                : Answers.NotFound("No such delivery is stored", NotStored(time.GetUtcNow() - receivedAt));
        });

    // An id alone does not tell whether it was ever acknowledged: what waits in the queue cannot be looked up.
    private static string NotStored(TimeSpan age) => age < Recent
        ? "If it was acknowledged, it waits in the queue still: ask again."
        : "Either it was never acknowledged here, or it is older than RetentionDays and was purged, or the queue is far behind.";

    private static object Answer(TracedDelivery found)
    {
        (StoredDelivery stored, Delivery delivery) = (found.Stored, found.Stored.Delivery);
        string? text = TextOf(delivery.Body.Span);
        bool isErased = stored.Status == DeliveryStatuses.Erased;
        return new
        {
            deliveryId = delivery.Id,
            vendor = delivery.Vendor,
            status = stored.Status,
            receivedAt = delivery.ReceivedAt.UtcDateTime,
            method = delivery.Method,
            query = delivery.Query,
            contentType = delivery.ContentType,
            traceParent = delivery.TraceParent,
            rejection = stored.Error is null
                ? null
                : new { reason = found.Reason, error = stored.Error, attempts = found.Attempts, rejectedAt = found.RejectedAt?.UtcDateTime },
            eventCount = stored.EventKeys.Count,
            events = found.Events.Select(traced => new
            {
                partitionKey = traced.Key.Partition,
                rowKey = traced.Key.Row,
                type = traced.Type,
                occurredAt = traced.Key.OccurredAt.UtcDateTime,
                stored = traced.Type is not null,
                deliveryId = traced.DeliveryId,
            }),
            bodyLength = delivery.Body.Length,
            bodyEncoding = isErased ? null : text is null ? "base64" : "text",
            body = isErased ? null : text ?? Convert.ToBase64String(delivery.Body.Span),
        };
    }

    private static string? TextOf(ReadOnlySpan<byte> body)
    {
        try
        {
            return StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
