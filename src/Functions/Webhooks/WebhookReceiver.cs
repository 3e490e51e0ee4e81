using System.Diagnostics;
using System.Net;
using System.Text;
using Azure;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using Webhooks.Functions.Http;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Telemetry;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Redaction;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;

namespace Webhooks.Functions.Webhooks;

/// <summary>
/// Takes a webhook in without looking into it: caps the body, removes our own key, gives it an id and a time, and
/// answers once it is durable. A vendor has no second chance, so nothing it sends is refused for what it is.
/// </summary>
public sealed partial class WebhookReceiver(
    WebhookSettings settings,
    DeliveryInbox inbox,
    VendorRegistry vendors,
    TimeProvider time,
    ILogger<WebhookReceiver> logger)
{
    /// <summary>Takes in one webhook.</summary>
    /// <returns>200 with <c>{"deliveryId":"…"}</c>, or problem+json: 400, 411, 413 or 503.</returns>
    public async Task<HttpResponseData> ReceiveAsync(string vendor, HttpRequestData request)
    {
        long start = time.GetTimestamp();
        WebhookMetrics.Came(vendor);
        HttpResponseData response = await TakeAsync(vendor, request);
        WebhookMetrics.Answered(vendor, (int)response.StatusCode, time.GetElapsedTime(start));
        return response;
    }

    private async Task<HttpResponseData> TakeAsync(string vendor, HttpRequestData request)
    {
        try
        {
            Memory<byte> body = request.WholeBody();
            if (Refusal(request, body.Length) is { } refusal)
                return refusal;

            IReadOnlyList<string> secrets = vendors.TryGet(vendor, out IVendor? known) ? known.SecretParameters : [];
            string? encoding = request.Header("Content-Encoding");
            Redactor redactor = FunctionKey.RedactorOf(request, secrets);
            string? query = request.RawQuery();
            RedactedRequest redacted = redactor.Redact(query, body, encoding);
            DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            Delivery delivery = new()
            {
                Id = DeliveryId.New(now),
                Vendor = vendor,
                ReceivedAt = now,
                Method = request.Method.ToUpperInvariant(),
                ContentType = redactor.RedactHeader(request.Header("Content-Type"), query),
                ContentEncoding = redactor.RedactHeader(encoding, query),
                Query = redacted.Query,
                TraceParent = TraceParentOf(request),
                Body = redacted.Body,
            };
            if (Activity.Current is { IsAllDataRequested: true } span)
                span.SetTag("webhooks.delivery.id", delivery.Id);
            await inbox.AcceptAsync(delivery);
            return Acknowledge(request, delivery.Id);
        }
        catch (Exception e) when (e is NotDurableException or OutOfMemoryException)
        {
            // Memory that did not suffice for a large body does again when the others are done.
            Exception cause = e.InnerException ?? e;
            Log.NotDurable(logger, vendor, cause.GetType().Name, (cause as RequestFailedException)?.ErrorCode);
            return Problem.Unavailable(
                request,
                "The webhook could not be stored",
                "Nothing was acknowledged; send the webhook again after the time in Retry-After.");
        }
    }

    // As little as there can be: each webhook makes one. An id is hex digits, so nothing in it needs escaping.
    private static HttpResponseData Acknowledge(HttpRequestData request, string deliveryId)
    {
        HttpResponseData response = request.CreateResponse();
        response.Set("Content-Type", "application/json; charset=utf-8");
        response.Body = new MemoryStream(Encoding.ASCII.GetBytes($$"""{"deliveryId":"{{deliveryId}}"}"""));
        return response;
    }

    private HttpResponseData? Refusal(HttpRequestData request, int bodyBytes)
    {
        if (bodyBytes > settings.MaxBodyBytes)
        {
            return Problem.Of(
                request,
                HttpStatusCode.RequestEntityTooLarge,
                "The body is too large",
                $"This service takes bodies of up to {settings.MaxBodyBytes} bytes (setting MaxBodyBytes).");
        }

        if (bodyBytes > 0)
            return null;
        // Acknowledged, it would be lost for good.
        if (request.HasLostBody())
        {
            return Problem.Of(
                request,
                HttpStatusCode.LengthRequired,
                "The body's length is missing",
                "Nothing was stored; send the webhook with Content-Length, not in chunks.");
        }

        // A vendor that posts its fields in the URL has no second chance either.
        if (FunctionKey.HasOtherParameters(request))
            return null;
        return Empty(
            request,
            request.Method == "GET" ? "A GET webhook needs query parameters." : "A POST webhook needs a body.");
    }

    private static HttpResponseData Empty(HttpRequestData request, string detail) =>
        Problem.Of(request, HttpStatusCode.BadRequest, "Nothing was sent", detail);

    // The trace that it belongs to (https://www.w3.org/TR/trace-context/), by the span that is open; where telemetry
    // goes nowhere and none is, by what the host or the vendor said. Null where it is no trace's.
    private static string? TraceParentOf(HttpRequestData request)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
            return id;
        string? told = request.FunctionContext.TraceContext.TraceParent;
        if (string.IsNullOrEmpty(told))
            told = request.Header("traceparent");
        return ActivityContext.TryParse(told, null, out _) ? told : null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A {Vendor} webhook was answered 503: {Cause} {ErrorCode}")]
        public static partial void NotDurable(ILogger logger, string vendor, string cause, string? errorCode);
    }
}
