using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Api.Counts;
using Webhooks.Functions.Dashboard.Pages.Campaigns;
using Webhooks.Functions.Dashboard.Pages.Files;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard;

/// <summary>Campaigns: all, two side by side, and all as a file.</summary>
public sealed class DashboardCampaigns(
    SessionGate gate, CountReader counts, VendorRegistry vendors, TimeProvider time)
{
    private const int DefaultDays = 30;

    [Function("DashboardCampaigns")]
    public Task<HttpResponseData> AllAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/campaigns")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            CampaignsQuery query = Query(request);
            CampaignSums sums = new(query.BySteps, byDay: true);
            await ReadAsync(request, query, sums);
            CampaignsModel model = new(query, query.Choose(sums), sums, vendors);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Campaigns", "campaigns", CampaignsPage.Create(model), session);
        });

    /// <summary>One file, or a page with links to its parts where one answer does not hold it.</summary>
    [Function("DashboardCampaignsCsv")]
    public Task<HttpResponseData> CsvAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/campaigns.csv")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            CampaignsQuery query = Query(request);
            CampaignSums sums = new(query.BySteps);
            await ReadAsync(request, query, sums);
            RowsFile<CampaignFigures> file = new(
                "Campaigns",
                $"campaigns-{query.Range.From:yyyyMMdd}-{query.Range.To:yyyyMMdd}",
                query.Address("campaigns.csv"),
                query.Choose(sums),
                CampaignsCsv.Of);
            return await file.AnswerAsync(request, session);
        });

    [Function("DashboardCompare")]
    public Task<HttpResponseData> CompareAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/compare")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            UrlEncoded query = UrlEncoded.Query(request);
            DayRange range = DayRange.Of(query, time.GetUtcNow(), DefaultDays, CompareModel.MaxDays);
            CampaignSums all = new(bySteps: false);
            ComparedSums? one = ComparedSums.Of(query["one"], vendors);
            ComparedSums? other = ComparedSums.Of(query["other"], vendors);
            await counts.ForEachAsync(
                Read(vendors.Registered, range),
                count =>
                {
                    all.Add(count with { Sketch = null });
                    one?.Add(count);
                    other?.Add(count);
                },
                request.Deadline());
            CompareModel model = new(range, all.Figures(), one?.Compared(), other?.Compared(), vendors);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Compare", "campaigns", ComparePage.Create(model), session);
        });

    private CampaignsQuery Query(HttpRequestData request) =>
        CampaignsQuery.Of(UrlEncoded.Query(request), vendors, time.GetUtcNow());

    private Task ReadAsync(HttpRequestData request, CampaignsQuery query, CampaignSums sums) => counts.ForEachAsync(
        Read(query.Vendor is null ? vendors.Registered : [query.Vendor], query.Range), sums.Add, request.Deadline());

    private static CountQuery Read(IReadOnlyList<string> of, DayRange range) =>
        new() { Vendors = of, From = range.From, To = range.To, ByCampaign = true, WithContacts = true };
}
