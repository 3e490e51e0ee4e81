using System.Diagnostics;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Webhooks.Functions.Telemetry;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Redaction;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Queue;

namespace Webhooks.Functions.Webhooks;

/// <summary>
/// Takes a webhook in without looking into it: caps and reads the body, removes our own key, gives it an id and a
/// time, and answers once it is durable. A vendor has no second chance, so nothing it sends is refused for what it is.
/// </summary>
/// <param name="bodies">Reads bodies.</param>
/// <param name="queue">Where small deliveries go.</param>
/// <param name="deliveries">Where large ones go first.</param>
/// <param name="tables">The tables.</param>
/// <param name="vendors">Whose secrets are removed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told ids and sizes, never a query or a body.</param>
public sealed partial class WebhookReceiver(
    BodyReader bodies,
    DeliveryQueue queue,
    DeliveryStore deliveries,
    WebhookTables tables,
    VendorRegistry vendors,
    TimeProvider time,
    ILogger<WebhookReceiver> logger)
{
    private static readonly TimeSpan MaxTimeToPark = TimeSpan.FromSeconds(20);

    /// <summary>Takes in one webhook.</summary>
    /// <param name="vendor">The vendor's name.</param>
    /// <param name="request">The request.</param>
    /// <returns>200 with <c>{"deliveryId":"…"}</c>, or problem+json: 400, 408, 413 or 503.</returns>
    public async Task<IResult> ReceiveAsync(string vendor, HttpRequest request)
    {
        long start = time.GetTimestamp();
        WebhookMetrics.Came(vendor);
        IResult answer = await TakeAsync(vendor, request);
        WebhookMetrics.Answered(vendor, (answer as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK, time.GetElapsedTime(start));
        return answer;
    }

    private async Task<IResult> TakeAsync(string vendor, HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) && !FunctionKey.HasOtherParameters(request))
            return Refusals.Empty("A GET webhook needs query parameters.");

        try
        {
            using BodyReading reading = await bodies.ReadAsync(request);
            if (reading.Refusal is not null)
                return reading.Refusal;

            IReadOnlyList<string> secrets = vendors.TryGet(vendor, out IVendor? known) ? known.SecretParameters : [];
            RedactedRequest redacted = FunctionKey.RedactorOf(request, secrets)
                .Redact(request.QueryString.Value, reading.Body, request.Headers.ContentEncoding);
            DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            Delivery delivery = new()
            {
                Id = DeliveryId.New(now),
                Vendor = vendor,
                ReceivedAt = now,
                Method = request.Method.ToUpperInvariant(),
                ContentType = request.ContentType,
                Query = redacted.Query,
                TraceParent = Activity.Current?.Id,
                Body = redacted.Body,
            };
            if (Activity.Current is { IsAllDataRequested: true } span)
                span.SetTag("webhooks.delivery.id", delivery.Id);
            await MakeDurableAsync(delivery);
            return new Acknowledgement(delivery.Id);
        }
        catch (Exception e) when (e is QueueUnavailableException or RequestFailedException or AggregateException
            or OperationCanceledException or OutOfMemoryException)
        {
            // An AggregateException is what the clients throw where every one of their tries failed in the network. Memory
            // that did not suffice for a large body does again when the others are done.
            Log.NotDurable(logger, vendor, (e.InnerException ?? e).GetType().Name, (e.InnerException as RequestFailedException)?.ErrorCode);
            return Refusals.NotDurable(request);
        }
    }

    private async Task MakeDurableAsync(Delivery delivery)
    {
        if (await queue.TrySendAsync(QueuedDelivery.Whole(delivery)))
            return;

        using CancellationTokenSource patience = new(MaxTimeToPark, time);
        await tables.WithTablesAsync(
            async () =>
            {
                await deliveries.ParkAsync(delivery, patience.Token);
                return true;
            },
            patience.Token);
        await queue.TrySendAsync(QueuedDelivery.Stored(delivery.Vendor, delivery.Id));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A {Vendor} webhook was answered 503: {Cause} {ErrorCode}")]
        public static partial void NotDurable(ILogger logger, string vendor, string cause, string? errorCode);
    }
}
