using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Api;

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
        int from = CountsPart.Start(parameters.Text("continuation"));
        IReadOnlyList<DailyCount> found = await counts.ReadAsync(query, request.Deadline());
        CountsPart part = new(found, from);
        HttpResponseData response = format == "csv"
            ? CountsCsv.Of(part.Rows, query.ByCampaign).ToFile(request, FileName(query))
            : Reply.Of(
                request,
                new CountsView(
                    query.From,
                    query.To,
                    query.ByCampaign ? ByCampaign : ByDay,
                    found.Sum(count => count.Count),
                    part.Rows.Select(CountView.Of),
                    part.Next),
                ApiJson.Default.CountsView);
        return response.Continue(request, part.Next);
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
