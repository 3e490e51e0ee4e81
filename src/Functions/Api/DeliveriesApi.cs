using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Received;

namespace Webhooks.Functions.Api;

/// <summary>What was received, newest first; without bodies.</summary>
public sealed class DeliveriesApi(DeliveryReader deliveries, VendorRegistry vendors, TimeProvider time)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;
    private const int MaxDays = 400;

    private static readonly string[] Statuses =
    [
        DeliveryStatuses.Received, DeliveryStatuses.Processed, DeliveryStatuses.Rejected, DeliveryStatuses.Erased,
    ];

    [Function("GetDeliveries")]
    public async Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "deliveries")] HttpRequestData request)
    {
        QueryParameters parameters = new(
            request, "vendor", "from", "to", "status", "text", "limit", "continuation", "format");
        string? vendor = parameters.Choice("vendor", vendors.Names());
        (DateOnly from, DateOnly to) = parameters.Days(time.GetUtcNow(), MaxDays);
        DeliveryQuery query = new()
        {
            Vendors = vendor is null ? [.. vendors.Names()] : [vendor],
            From = from,
            To = to,
            Status = parameters.Choice("status", Statuses),
            Text = parameters.Text("text"),
        };
        int limit = parameters.Number("limit", DefaultLimit, 1, MaxLimit);
        string? format = parameters.Choice("format", ["json", "csv"]);
        string? continuation = parameters.Continuation(DeliveryReader.IsContinuation);
        DeliveryList list = await deliveries.PageAsync(query, limit, continuation, request.Deadline());
        HttpResponseData response = format == "csv"
            ? CsvOf(list).ToFile(request, $"deliveries-{from:yyyyMMdd}-{to:yyyyMMdd}.csv")
            : Reply.Of(
                request, new DeliveriesView(from, to, list.Deliveries, list.Next), ApiJson.Default.DeliveriesView);
        return response.Continue(request, list.Next);
    }

    private static Csv CsvOf(DeliveryList list)
    {
        Csv csv = new(
            "deliveryId", "vendor", "receivedAt", "method", "contentType", "status", "bodyLength", "eventCount",
            "error");
        foreach (ListedDelivery one in list.Deliveries)
        {
            csv.Row(
                one.DeliveryId, one.Vendor, one.ReceivedAt, one.Method, one.ContentType, one.Status, one.BodyLength,
                one.EventCount, one.Error);
        }

        return csv;
    }
}

/// <summary>A page of deliveries.</summary>
internal sealed record DeliveriesView(
    DateOnly From, DateOnly To, IReadOnlyList<ListedDelivery> Deliveries, string? Next);
