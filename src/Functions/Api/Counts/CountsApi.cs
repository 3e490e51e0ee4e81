using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api.Counts;

/// <summary>Daily counts, by type or by campaign.</summary>
public sealed class CountsApi(CountReader counts, VendorRegistry vendors, TimeProvider time)
{
    private const string ByDay = "day";
    private const string ByCampaign = "campaign";
    private const int MaxDays = 400;
    private const int MaxCampaignDays = 92;

    [Function("GetCounts")]
    public async Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "counts")] HttpRequestData request)
    {
        QueryParameters parameters = new(request, "vendor", "from", "to", "type", "by", "format", "continuation");
        CountQuery query = Read(parameters);
        string? format = parameters.Choice("format", ["json", "csv"]);
        CountsPlace? place = parameters.Continuation(text => CountsPlace.IsOne(text, query)) is { } continuation
            ? CountsPlace.Parse(continuation)
            : null;
        CountPage page = await counts.PageAsync(query, FileParts.MaxRows, place?.After, request.Deadline());
        if (format == "csv")
        {
            return CountsCsv.Of(page.Counts, query.ByCampaign)
                .ToFile(request, FileName(query))
                .Continue(request, page.Next);
        }

        long total = place?.Total ?? await TotalAsync(query, place is null ? page : null, request.Deadline());
        string? next = page.Next is null ? null : new CountsPlace(page.Next, total).ToString();
        CountsView view = new(
            query.From,
            query.To,
            query.ByCampaign ? ByCampaign : ByDay,
            total,
            page.Counts.Select(CountView.Of),
            next);
        return Reply.Of(request, view, ApiJson.Default.CountsView).Continue(request, next);
    }

    // What one answer does not hold is read once; the continuation carries what came out.
    private async Task<long> TotalAsync(CountQuery query, CountPage? first, CancellationToken cancellationToken)
    {
        if (first is { Next: null })
            return first.Counts.Sum(count => count.Count);
        long total = 0;
        await counts.ForEachAsync(query, count => total += count.Count, cancellationToken);
        return total;
    }

    private CountQuery Read(QueryParameters parameters)
    {
        string? vendor = parameters.Choice("vendor", vendors.Registered);
        bool byCampaign = parameters.Choice("by", [ByDay, ByCampaign]) == ByCampaign;
        (DateOnly from, DateOnly to) = parameters.Days(time.GetUtcNow(), byCampaign ? MaxCampaignDays : MaxDays);

        return new CountQuery
        {
            Vendors = vendor is null ? vendors.Registered : [vendor],
            From = from,
            To = to,
            Type = parameters.Choice("type", EventTypes.All),
            ByCampaign = byCampaign,
        };
    }

    private static string FileName(CountQuery query) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(query.ByCampaign ? "campaign-counts" : "counts")}-{query.From:yyyyMMdd}-{query.To:yyyyMMdd}.csv");
}
