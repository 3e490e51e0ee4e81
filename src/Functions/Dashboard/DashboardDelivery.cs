using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Functions.Dashboard.Pages.Deliveries;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Sessions;
using Webhooks.Storage.Tracing;

namespace Webhooks.Functions.Dashboard;

/// <summary>One delivery: its page, its body as a file; and the search that leads to it, or to a contact.</summary>
public sealed class DashboardDelivery(
    SessionGate gate, DeliveryTrace trace, ContactSearch contacts, VendorRegistry vendors)
{
    private const int MaxSought = 320; // the longest email address
    private const int DefaultDays = 7;

    [Function("DashboardDelivery")]
    public Task<HttpResponseData> DeliveryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/delivery")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            string id = UrlEncoded.Query(request)["id"] ?? "";
            return await FindAsync(id, request.Deadline()) is { } found
                ? await ShowAsync(request, found, session)
                : await UnknownAsync(request, id, DefaultDays, HttpStatusCode.NotFound, session);
        });

    /// <summary>The body, byte for byte as it is stored, for a browser to save and never to show.</summary>
    [Function("DashboardBody")]
    public Task<HttpResponseData> BodyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/body")] HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            string id = UrlEncoded.Query(request)["id"] ?? "";
            return await FindAsync(id, request.Deadline()) is { } found
                ? Reply.File(
                    request,
                    "application/octet-stream",
                    $"{found.Stored.Delivery.Id}.body",
                    found.Stored.Delivery.Body.ToArray())
                : await UnknownAsync(request, id, DefaultDays, HttpStatusCode.NotFound, session);
        });

    [Function("DashboardFind")]
    public Task<HttpResponseData> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/find")] HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            UrlEncoded query = UrlEncoded.Query(request);
            string text = (query["q"] ?? "").Trim();
            int days = int.TryParse(query["days"], out int asked) ? Math.Clamp(asked, 1, 90) : DefaultDays;
            if (text.Length is 0 or > MaxSought)
                return await FindPageAsync(request, new FindModel(null, days, null, vendors, session), session);
            if (!DeliveryId.TryParse(text, out string id, out _))
            {
                FoundEvents events = await contacts.FindAsync(text, days, request.Deadline());
                return await FindPageAsync(request, new FindModel(text, days, events, vendors, session), session);
            }

            return await FindAsync(id, request.Deadline()) is { } found
                ? await ShowAsync(request, found, session)
                : await UnknownAsync(request, text, days, HttpStatusCode.OK, session);
        });

    private async Task<TracedDelivery?> FindAsync(string text, CancellationToken cancellationToken) =>
        DeliveryId.TryParse(text, out string id, out _) ? await trace.FindAsync(id, cancellationToken) : null;

    private Task<HttpResponseData> ShowAsync(HttpRequestData request, TracedDelivery found, PageSession session) =>
        PageResponse.OfAsync(
            request,
            HttpStatusCode.OK,
            "Delivery",
            "received",
            DeliveryDetails.Create(new DeliveryModel(found, vendors, session)),
            session);

    private Task<HttpResponseData> UnknownAsync(
        HttpRequestData request, string id, int days, HttpStatusCode status, PageSession session) =>
        PageResponse.OfAsync(
            request,
            status,
            "Find",
            "find",
            FindPage.Create(new FindModel(id, days, null, vendors, session, IsUnknownDelivery: true)),
            session);

    private static Task<HttpResponseData> FindPageAsync(
        HttpRequestData request, FindModel model, PageSession session) =>
        PageResponse.OfAsync(request, HttpStatusCode.OK, "Find", "find", FindPage.Create(model), session);
}
