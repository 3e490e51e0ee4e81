using Microsoft.AspNetCore.Http;
using Webhooks.Functions.Api;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Reading;
using Webhooks.Storage.State;
using DeliveryPage = Webhooks.Functions.Dashboard.Pages.DeliveryPage;

namespace Webhooks.Functions.Dashboard;

/// <summary>Reads what each page shows.</summary>
/// <param name="gate">Lets browsers in.</param>
/// <param name="status">Reads the state.</param>
/// <param name="counts">Reads counts.</param>
/// <param name="rejected">Reads rejected deliveries.</param>
/// <param name="drift">Reads schema drift.</param>
/// <param name="contacts">Searches for contacts.</param>
/// <param name="replays">Replays.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="time">The clock.</param>
public sealed class DashboardPages(
    PageGate gate,
    StatusReader status,
    CountReader counts,
    RejectedReader rejected,
    DriftReader drift,
    ContactSearch contacts,
    PageReplays replays,
    VendorRegistry vendors,
    TimeProvider time)
{
    private readonly string[] _vendors = [.. vendors.All.Select(vendor => vendor.Name)];

    /// <summary>The overview.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The page.</returns>
    public Task<IResult> OverviewAsync(HttpRequest request) => gate.ShowAsync(request, async session =>
    {
        OverviewQuery query = OverviewQuery.Of(request.Query, _vendors, time.GetUtcNow());
        Task<ServiceStatus> state = status.ReadAsync(request.HttpContext.RequestAborted);
        Task<IReadOnlyList<DailyCount>> daily = counts.ReadAsync(Counts(query, byCampaign: false), request.HttpContext.RequestAborted);
        Task<IReadOnlyList<DailyCount>>? campaigns = query.WithCampaigns
            ? counts.ReadAsync(Counts(query, byCampaign: true), request.HttpContext.RequestAborted)
            : null;
        await Task.WhenAll(state, daily, campaigns ?? Task.CompletedTask);
        return Page("Overview", "view", OverviewPage.Content(await state, query, await daily, campaigns is null ? null : await campaigns), session);
    });

    /// <summary>The counts that the overview shows, as CSV.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The file.</returns>
    public Task<IResult> CsvAsync(HttpRequest request) => gate.ShowAsync(request, async _ =>
    {
        OverviewQuery query = OverviewQuery.Of(request.Query, _vendors, time.GetUtcNow());
        IReadOnlyList<DailyCount> found = await counts.ReadAsync(Counts(query, query.WithCampaigns), request.HttpContext.RequestAborted);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return CountsCsv.Of(found, query.WithCampaigns).Answer(request, $"counts-{query.From:yyyyMMdd}-{query.Today:yyyyMMdd}.csv");
    });

    /// <summary>The rejected deliveries.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The page.</returns>
    public Task<IResult> RejectedAsync(HttpRequest request) => gate.ShowAsync(request, async session =>
    {
        string? reason = request.Query["reason"];
        string? continuation = request.Query["continuation"];
        IReadOnlyList<RejectedState> states = await status.RejectedAsync(request.HttpContext.RequestAborted);
        string? vendor = _vendors.Append(RejectedReader.NoVendor).FirstOrDefault(one => one == request.Query["vendor"])
            ?? (states.Count > 0 ? states[0].Vendor : null);
        RejectedPage? page = vendor is null ? null : await rejected.PageAsync(
            vendor, string.IsNullOrEmpty(reason) ? null : reason, 50, continuation, request.HttpContext.RequestAborted);
        return Page("Rejected", "rejected", RejectedListPage.Content(states, vendor, reason, page, time.GetUtcNow(), session), session);
    });

    /// <summary>One delivery.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The page.</returns>
    public Task<IResult> DeliveryAsync(HttpRequest request) => gate.ShowAsync(request, async session =>
        await replays.FindAsync(request.Query["id"].ToString(), request.HttpContext.RequestAborted) is { } found
            ? Page("Delivery", null, DeliveryPage.Content(found, session), session)
            : Page("Find", "find", FindPage.Content(request.Query["id"], 7, null, isUnknownDelivery: true), session, StatusCodes.Status404NotFound));

    /// <summary>Finds a delivery or a contact.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The page.</returns>
    public Task<IResult> FindAsync(HttpRequest request) => gate.ShowAsync(request, async session =>
    {
        string text = request.Query["q"].ToString().Trim();
        int days = int.TryParse(request.Query["days"], out int asked) ? Math.Clamp(asked, 1, 90) : 7;
        CancellationToken cancellationToken = request.HttpContext.RequestAborted;
        if (text.Length is 0 or > 320)
            return Page("Find", "find", FindPage.Content(null, days, null, isUnknownDelivery: false), session);
        if (DeliveryId.TryParse(text, out string id, out _))
        {
            StoredDelivery? found = await replays.FindAsync(id, cancellationToken);
            return found is null
                ? Page("Find", "find", FindPage.Content(text, days, null, isUnknownDelivery: true), session)
                : Page("Delivery", null, DeliveryPage.Content(found, session), session);
        }

        return Page("Find", "find", FindPage.Content(text, days, await contacts.FindAsync(text, days, cancellationToken), false), session);
    });

    /// <summary>What vendors started to send.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The page.</returns>
    public Task<IResult> DriftAsync(HttpRequest request) => gate.ShowAsync(request, async session =>
    {
        IReadOnlyList<SeenDrift>[] seen = await Task.WhenAll(
            _vendors.Select(vendor => drift.ReadAsync(vendor, request.HttpContext.RequestAborted)));
        return Page("Drift", "drift", DriftPage.Content([.. seen.SelectMany(some => some)], time.GetUtcNow()), session);
    });

    /// <summary>Shows what a replay would change; when that is confirmed, queues it.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The page.</returns>
    public Task<IResult> ReplayAsync(HttpRequest request) => gate.ActAsync(request, async (session, form) =>
    {
        if (!session.MayAct)
        {
            return Page(
                "Not done", null, Html.Of($"""<h1>Not done</h1><p>This session may look only. Sign in with the key of <code>DashboardOperator</code> to replay.</p>"""), session, StatusCodes.Status403Forbidden);
        }

        ReplayTarget target = ReplayTarget.Of(form);
        if (!target.IsWhole)
            return Page("Not done", null, Html.Of($"""<h1>Not done</h1><p>The form names nothing to replay.</p>"""), session, StatusCodes.Status400BadRequest);
        if (form["confirmed"] != "1")
            return Page("Replay", null, ReplayPage.Trial(target, await replays.TryAsync(target, request.HttpContext.RequestAborted), session), session);
        return Page("Replay", null, ReplayPage.Started(target, await replays.StartAsync(target, request.HttpContext.RequestAborted)), session);
    });

    private static PageAnswer Page(string title, string? place, Html content, PageSession session, int status = StatusCodes.Status200OK) =>
        new(status, title, place, content, session);

    private CountQuery Counts(OverviewQuery query, bool byCampaign) => new()
    {
        Vendors = query.Vendor is null ? _vendors : [query.Vendor],
        From = query.From,
        To = query.Today,
        ByCampaign = byCampaign,
    };
}
