using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Api.Export;
using Webhooks.Functions.Dashboard.Pages.Events;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard;

/// <summary>
/// All events of a list as one file, of any size: the browser asks for its parts one after the other.
/// </summary>
public sealed class DashboardExport(SessionGate gate, EventReader events, VendorRegistry vendors, TimeProvider time)
{
    /// <summary>
    /// Where the file is had from: by script as a whole; without one in parts, of which this page is one's.
    /// </summary>
    [Function("DashboardExport")]
    public Task<HttpResponseData> PageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/export")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            EventFilter filter = Filter(request);
            EventsFormat format = Format(request);
            EventsPart part = await ReadAsync(request, filter, format);
            ExportModel model = new(filter, format, part, UrlEncoded.Query(request)["continuation"]);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Export", "events", ExportPage.Create(model), session);
        });

    /// <summary>One part of the file, with a link to the next.</summary>
    [Function("DashboardExportPart")]
    public Task<HttpResponseData> PartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/export/part")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async _ =>
        {
            EventFilter filter = Filter(request);
            EventsFormat format = Format(request);
            return Export(filter, format).Answer(
                request, await ReadAsync(request, filter, format, UrlEncoded.Query(request)["until"]));
        });

    private EventFilter Filter(HttpRequestData request) =>
        EventFilter.Of(UrlEncoded.Query(request), vendors, time.GetUtcNow());

    private static EventsFormat Format(HttpRequestData request) =>
        UrlEncoded.Query(request)["format"] == "cloudevents" ? EventsFormat.CloudEvents : EventsFormat.Csv;

    private Task<EventsPart> ReadAsync(
        HttpRequestData request, EventFilter filter, EventsFormat format, string? until = null) =>
        (Export(filter, format) with { Until = until }).ReadAsync(
            events, UrlEncoded.Query(request)["continuation"], time, request.Deadline());

    private EventExport Export(EventFilter filter, EventsFormat format) => new(
        filter.Vendor is null ? vendors.Registered : [filter.Vendor],
        filter.Range.From,
        filter.Range.To,
        format,
        filter.Shows);
}
