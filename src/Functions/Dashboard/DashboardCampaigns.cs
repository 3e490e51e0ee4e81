using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Api;
using Webhooks.Functions.Dashboard.Pages.Campaigns;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;

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
            (CampaignsQuery query, IReadOnlyList<DailyCount> read) = await ReadAsync(request);
            CampaignsModel model = new(query, query.Choose(read), read, vendors);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Campaigns", "campaigns", CampaignsPage.Create(model), session);
        });

    [Function("DashboardCampaignsCsv")]
    public Task<HttpResponseData> CsvAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/campaigns.csv")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async _ =>
        {
            (CampaignsQuery query, IReadOnlyList<DailyCount> read) = await ReadAsync(request);
            return CampaignsCsv.Of(query.Choose(read))
                .ToFile(request, $"campaigns-{query.Range.From:yyyyMMdd}-{query.Range.To:yyyyMMdd}.csv");
        });

    [Function("DashboardCompare")]
    public Task<HttpResponseData> CompareAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/compare")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            UrlEncoded query = UrlEncoded.Query(request);
            DayRange range = DayRange.Of(query, time.GetUtcNow(), DefaultDays, CompareModel.MaxDays);
            IReadOnlyList<DailyCount> read = await ReadAsync(vendors.Registered, range, request.Deadline());
            CompareModel model = new(
                range,
                CampaignFigures.Of(read.Select(count => count with { Sketch = null }), bySteps: false),
                Compared.Of(query["one"], read, vendors),
                Compared.Of(query["other"], read, vendors),
                vendors);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Compare", "campaigns", ComparePage.Create(model), session);
        });

    private async Task<(CampaignsQuery Query, IReadOnlyList<DailyCount> Counts)> ReadAsync(HttpRequestData request)
    {
        CampaignsQuery query = CampaignsQuery.Of(UrlEncoded.Query(request), vendors, time.GetUtcNow());
        string[] of = query.Vendor is null ? [.. vendors.Registered] : [query.Vendor];
        return (query, await ReadAsync(of, query.Range, request.Deadline()));
    }

    private Task<IReadOnlyList<DailyCount>> ReadAsync(
        IReadOnlyList<string> of, DayRange range, CancellationToken cancellationToken) => counts.ReadAsync(
        new CountQuery { Vendors = of, From = range.From, To = range.To, ByCampaign = true, WithContacts = true },
        cancellationToken);
}
