using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Pages.Events;
using Webhooks.Functions.Dashboard.Pages.Received;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Events;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Received;

namespace Webhooks.Functions.Dashboard;

/// <summary>The lists of deliveries and of events; and one event.</summary>
public sealed class DashboardLists(
    SessionGate gate,
    DeliveryReader deliveries,
    EventList events,
    VendorRegistry vendors,
    TimeProvider time)
{
    private const int OfPage = 50;

    [Function("DashboardReceived")]
    public Task<HttpResponseData> ReceivedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/received")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            UrlEncoded query = UrlEncoded.Query(request);
            ReceivedFilter filter = ReceivedFilter.Of(query, vendors, time.GetUtcNow());
            string? continuation = query.Continuation(DeliveryReader.IsContinuation);
            DeliveryList page = await deliveries.PageAsync(
                filter.ToQuery(vendors), OfPage, continuation, request.Deadline());
            ReceivedModel model = new(filter, page, continuation is null, vendors, time.GetUtcNow());
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Received", "received", ReceivedPage.Create(model), session);
        });

    [Function("DashboardEvents")]
    public Task<HttpResponseData> EventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/events")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            UrlEncoded query = UrlEncoded.Query(request);
            EventFilter filter = EventFilter.Of(query, vendors, time.GetUtcNow());
            string? continuation = query.Continuation(EventList.IsContinuation);
            EventPage page = await events.PageAsync(
                filter.ToSelection(vendors), OfPage, continuation, request.Deadline());
            EventsModel model = new(filter, page, continuation is null, vendors);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Events", "events", EventsPage.Create(model), session);
        });

    [Function("DashboardEvent")]
    public Task<HttpResponseData> EventAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/event")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            bool isKey = EventKey.TryParse(UrlEncoded.Query(request)["key"] ?? "", out EventKey key);
            EngagementEvent? found = isKey ? await events.FindAsync(key, request.Deadline()) : null;
            return found is null
                ? await PageResponse.NotDoneAsync(
                    request,
                    HttpStatusCode.NotFound,
                    "No such event is stored: it may have been erased, purged, or mapped anew.",
                    session)
                : await PageResponse.OfAsync(
                    request,
                    HttpStatusCode.OK,
                    "Event",
                    "events",
                    EventDetails.Create(new EventModel(found, vendors)),
                    session);
        });
}
