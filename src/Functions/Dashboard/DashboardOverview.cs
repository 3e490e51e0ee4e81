using System.Globalization;
using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Api;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Functions.Dashboard.Pages.Overview;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Dashboard;

/// <summary>The overview, and the counts that it shows as a file.</summary>
public sealed class DashboardOverview(
    SessionGate gate, StatusReader status, CountReader counts, VendorRegistry vendors, TimeProvider time)
{
    [Function("DashboardView")]
    public Task<HttpResponseData> ViewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/view")] HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            OverviewQuery query = Query(request);
            Task<ServiceStatus> state = status.ReadAsync(request.Deadline());
            Task<IReadOnlyList<DailyCount>> daily = ReadAsync(request, query, byCampaign: false);
            Task<IReadOnlyList<DailyCount>>? campaigns =
                query.WithCampaigns ? ReadAsync(request, query, byCampaign: true) : null;
            await Task.WhenAll(state, daily, campaigns ?? Task.CompletedTask);
            Html content = OverviewPage.Content(
                await state, query, await daily, campaigns is null ? null : await campaigns);
            return PageResponse.Of(request, HttpStatusCode.OK, "Overview", "view", content, session);
        });

    /// <summary>One file, or a page with links to its parts where one answer does not hold it.</summary>
    [Function("DashboardCountsCsv")]
    public Task<HttpResponseData> CsvAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/counts.csv")] HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            OverviewQuery query = Query(request);
            IReadOnlyList<DailyCount> all = await ReadAsync(request, query, query.WithCampaigns);
            int parts = Math.Max(1, (all.Count + CountsPart.MaxRows - 1) / CountsPart.MaxRows);
            string? asked = UrlEncoded.Query(request)["part"];
            if (parts > 1 && asked is null)
            {
                Html content = PartsPage.Content(query, all.Count, parts);
                return PageResponse.Of(request, HttpStatusCode.OK, "Parts", null, content, session);
            }

            int part = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? Math.Clamp(number, 1, parts)
                : 1;
            string suffix = parts == 1 ? "" : $"-{part}";
            return CountsCsv.Of(new CountsPart(all, (part - 1) * CountsPart.MaxRows).Rows, query.WithCampaigns)
                .ToFile(request, $"counts-{query.From:yyyyMMdd}-{query.Today:yyyyMMdd}{suffix}.csv");
        });

    private OverviewQuery Query(HttpRequestData request) =>
        OverviewQuery.Of(UrlEncoded.Query(request), vendors, time.GetUtcNow());

    private Task<IReadOnlyList<DailyCount>> ReadAsync(HttpRequestData request, OverviewQuery query, bool byCampaign) =>
        counts.ReadAsync(
            new CountQuery
            {
                Vendors = [.. query.Shown],
                From = query.From,
                To = query.Today,
                ByCampaign = byCampaign,
            },
            request.Deadline());
}
