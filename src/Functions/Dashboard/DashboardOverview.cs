using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Api.Counts;
using Webhooks.Functions.Dashboard.Pages.Files;
using Webhooks.Functions.Dashboard.Pages.Overview;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Dashboard;

/// <summary>The overview, the counts that it shows as a file, and a count on demand.</summary>
public sealed class DashboardOverview(
    SessionGate gate,
    StatusReader status,
    CountReader counts,
    EventList events,
    DailyRollUp rollUp,
    VendorRegistry vendors,
    TimeProvider time)
{
    private const int Latest = 6;

    [Function("DashboardView")]
    public Task<HttpResponseData> ViewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/view")] HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            OverviewQuery query = Query(request);
            Task<ServiceStatus> state = status.ReadAsync(request.Deadline());
            Task<IReadOnlyList<DailyCount>> daily =
                ReadAsync(request, query, query.Range.Before.From);
            Task<EventPage>? latest = query.IsUpToToday ? LatestAsync(request, query) : null;
            await Task.WhenAll(state, daily, latest ?? Task.CompletedTask);
            IReadOnlyList<DailyCount> all = await daily;
            OverviewModel model = new(
                await state,
                query,
                [.. all.Where(count => count.Day >= query.Range.From)],
                [.. all.Where(count => count.Day < query.Range.From)],
                latest is null ? null : (await latest).Events,
                Root(request),
                session);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Overview", "view", OverviewPage.Create(model), session);
        });

    /// <summary>One file, or a page with links to its parts where one answer does not hold it.</summary>
    [Function("DashboardCountsCsv")]
    public Task<HttpResponseData> CsvAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/counts.csv")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            OverviewQuery query = Query(request);
            IReadOnlyList<DailyCount> all = await ReadAsync(request, query, query.Range.From);
            RowsFile<DailyCount> file = new(
                "Counts",
                $"counts-{query.Range.From:yyyyMMdd}-{query.Range.To:yyyyMMdd}",
                query.Address("counts.csv"),
                all,
                rows => CountsCsv.Of(rows, byCampaign: false));
            return await file.AnswerAsync(request, session);
        });

    /// <summary>Runs the roll-up now, which changes nothing but to be sooner.</summary>
    [Function("DashboardCount")]
    public Task<HttpResponseData> CountAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/count")] HttpRequestData request) =>
        gate.ActAsync(request, async (_, _) =>
        {
            await rollUp.RunAsync(request.Deadline());
            return Reply.SeeOther(request, "view");
        });

    private OverviewQuery Query(HttpRequestData request) =>
        OverviewQuery.Of(UrlEncoded.Query(request), vendors, time.GetUtcNow());

    private Task<EventPage> LatestAsync(HttpRequestData request, OverviewQuery query) => events.PageAsync(
        new EventSelection
        {
            Vendors = [.. query.Shown],
            From = query.Range.To.AddDays(-1),
            To = query.Range.To,
            Channel = query.Channel,
        },
        Latest,
        null,
        request.Deadline());

    private async Task<IReadOnlyList<DailyCount>> ReadAsync(
        HttpRequestData request, OverviewQuery query, DateOnly from)
    {
        IReadOnlyList<DailyCount> read = await counts.ReadAsync(
            new CountQuery { Vendors = [.. query.Shown], From = from, To = query.Range.To },
            request.Deadline());
        return query.Channel is null ? read : [.. read.Where(count => count.Channel == query.Channel)];
    }

    // As the viewer has it: behind a proxy or on whatever port.
    private static string Root(HttpRequestData request)
    {
        string url = request.Url.GetLeftPart(UriPartial.Path);
        return url[..url.LastIndexOf("/dashboard", StringComparison.OrdinalIgnoreCase)];
    }
}
