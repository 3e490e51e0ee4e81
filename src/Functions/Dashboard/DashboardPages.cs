using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Functions.Dashboard.Pages.Rejected;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Reading;
using Webhooks.Storage.State;
using Webhooks.Storage.Status;
using DeliveryPage = Webhooks.Functions.Dashboard.Pages.DeliveryPage;

namespace Webhooks.Functions.Dashboard;

/// <summary>The pages but the overview; each asks for the session that <see cref="SignIn"/> starts.</summary>
public sealed class DashboardPages(
    SessionGate gate,
    StatusReader status,
    RejectedReader rejected,
    DriftReader drift,
    ContactSearch contacts,
    PageReplays replays,
    VendorRegistry vendors,
    TimeProvider time)
{
    private const int RejectedOfPage = 50;
    private const int MaxSought = 320; // the longest email address
    private const int DefaultDays = 7;

    private readonly string[] _vendors = [.. vendors.All.Select(vendor => vendor.Name)];

    [Function("DashboardRejected")]
    public Task<HttpResponseData> RejectedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/rejected")] HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            UrlEncoded query = UrlEncoded.Query(request);
            string? reason = query["reason"];
            IReadOnlyList<RejectedState> states = await status.RejectedAsync(request.Deadline());
            string? vendor = _vendors.Append(RejectedReader.NoVendor).FirstOrDefault(one => one == query["vendor"])
                ?? (states.Count > 0 ? states[0].Vendor : null);
            RejectedPage? page = vendor is null ? null : await rejected.PageAsync(
                vendor,
                string.IsNullOrEmpty(reason) ? null : reason,
                RejectedOfPage,
                query["continuation"],
                request.Deadline());
            return Page(
                request,
                "Rejected",
                "rejected",
                RejectedListPage.Content(
                    states, new RejectedChoice(vendor, reason), page, vendors, time.GetUtcNow(), session),
                session);
        });

    [Function("DashboardDelivery")]
    public Task<HttpResponseData> DeliveryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/delivery")] HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            string id = UrlEncoded.Query(request)["id"] ?? "";
            return await FindAsync(id, request.Deadline()) is { } found
                ? Page(request, "Delivery", null, DeliveryPage.Content(found, vendors, session), session)
                : Unknown(request, id, DefaultDays, HttpStatusCode.NotFound, session);
        });

    [Function("DashboardFind")]
    public Task<HttpResponseData> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/find")] HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            UrlEncoded query = UrlEncoded.Query(request);
            string text = (query["q"] ?? "").Trim();
            int days = int.TryParse(query["days"], out int asked) ? Math.Clamp(asked, 1, 90) : DefaultDays;
            if (text.Length is 0 or > MaxSought)
                return Page(request, "Find", "find", FindPage.Content(null, days, null, vendors), session);
            if (!DeliveryId.TryParse(text, out string id, out _))
            {
                FoundEvents events = await contacts.FindAsync(text, days, request.Deadline());
                return Page(request, "Find", "find", FindPage.Content(text, days, events, vendors), session);
            }

            return await FindAsync(id, request.Deadline()) is { } found
                ? Page(request, "Delivery", null, DeliveryPage.Content(found, vendors, session), session)
                : Unknown(request, text, days, HttpStatusCode.OK, session);
        });

    /// <summary>What vendors started to send.</summary>
    [Function("DashboardDrift")]
    public Task<HttpResponseData> DriftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/drift")] HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            IReadOnlyList<SeenDrift>[] seen = await Task.WhenAll(
                _vendors.Select(vendor => drift.ReadAsync(vendor, request.Deadline())));
            Html content = DriftPage.Content([.. seen.SelectMany(some => some)], vendors, time.GetUtcNow());
            return Page(request, "Drift", "drift", content, session);
        });

    private async Task<StoredDelivery?> FindAsync(string text, CancellationToken cancellationToken) =>
        DeliveryId.TryParse(text, out string id, out _) ? await replays.FindAsync(id, cancellationToken) : null;

    private HttpResponseData Unknown(
        HttpRequestData request, string id, int days, HttpStatusCode status, PageSession session) => PageResponse.Of(
        request, status, "Find", "find", FindPage.Content(id, days, null, vendors, isUnknownDelivery: true), session);

    private static HttpResponseData Page(
        HttpRequestData request, string title, string? place, Html content, PageSession session) =>
        PageResponse.Of(request, HttpStatusCode.OK, title, place, content, session);
}
