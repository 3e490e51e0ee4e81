using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Received;

namespace Webhooks.Functions.Api;

/// <summary>The rejected deliveries of one vendor, newest first.</summary>
public sealed class RejectedApi(RejectedReader rejected, VendorRegistry vendors)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    [Function("GetRejected")]
    public async Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "rejected")] HttpRequestData request)
    {
        QueryParameters parameters = new(request, "vendor", "reason", "limit", "continuation", "format");
        string vendor = parameters.Required("vendor", vendors.Names());
        int limit = parameters.Number("limit", DefaultLimit, 1, MaxLimit);
        string? continuation = parameters.Continuation(RejectedReader.IsContinuation);
        string? format = parameters.Choice("format", ["json", "csv"]);
        RejectedPage page = await rejected.PageAsync(
            vendor, parameters.Text("reason"), limit, continuation, request.Deadline());
        HttpResponseData response = format == "csv"
            ? CsvOf(page).ToFile(request, $"rejected-{vendor}.csv")
            : Reply.Of(request, new RejectedView(vendor, page.Rejected, page.Next), ApiJson.Default.RejectedView);
        return response.Continue(request, page.Next);
    }

    private static Csv CsvOf(RejectedPage page)
    {
        Csv csv = new("vendor", "deliveryId", "rejectedAt", "reason", "error", "attempts");
        foreach (RejectedDelivery one in page.Rejected)
            csv.Row(one.Vendor, one.DeliveryId, one.RejectedAt, one.Reason, one.Error, one.Attempts);
        return csv;
    }
}

/// <summary>A page of rejected deliveries.</summary>
internal sealed record RejectedView(string Vendor, IReadOnlyList<RejectedDelivery> Rejected, string? Next);
