using Microsoft.AspNetCore.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>Answers <c>GET /api/rejected</c>.</summary>
/// <param name="rejected">Reads rejected deliveries.</param>
/// <param name="vendors">The vendors.</param>
public sealed class RejectedEndpoint(RejectedReader rejected, VendorRegistry vendors)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns>A page of JSON or CSV, or problem+json.</returns>
    public Task<IResult> GetAsync(HttpRequest request, CancellationToken cancellationToken) => ApiAnswer.OfAsync(request, async () =>
    {
        QueryParameters parameters = new(request.Query, "vendor", "reason", "limit", "continuation", "format");
        string vendor = parameters.Required("vendor", vendors.All.Select(one => one.Name).Append(RejectedReader.NoVendor));
        int limit = parameters.Number("limit", DefaultLimit, 1, MaxLimit);
        string? continuation = parameters.Continuation(RejectedReader.IsContinuation);
        string? format = parameters.Choice("format", [Formats.Json, Formats.Csv]);
        RejectedPage page = await rejected.PageAsync(vendor, parameters.Text("reason"), limit, continuation, cancellationToken);
        if (page.Next is not null)
            request.HttpContext.Response.Headers["X-Continuation"] = page.Next;
        if (format != Formats.Csv)
            return TypedResults.Json(new RejectedView(vendor, page.Rejected, page.Next), ApiJson.Default.RejectedView);

        Csv csv = new("vendor", "deliveryId", "rejectedAt", "reason", "error", "attempts");
        foreach (RejectedDelivery one in page.Rejected)
            csv.Row(one.Vendor, one.DeliveryId, one.RejectedAt, one.Reason, one.Error, one.Attempts);
        return csv.Answer(request, $"rejected-{vendor}.csv");
    });
}
