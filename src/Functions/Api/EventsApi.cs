using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>
/// The events of one vendor's day: in pages, newest first; or as CloudEvents, all in parts, oldest first.
/// </summary>
public sealed class EventsApi(EventReader events, VendorRegistry vendors, TimeProvider time)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    [Function("GetEvents")]
    public async Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "events")] HttpRequestData request)
    {
        QueryParameters parameters = new(
            request, "vendor", "day", "type", "contact", "campaign", "limit", "continuation", "format");
        EventQuery query = new()
        {
            Vendor = parameters.Required("vendor", vendors.All.Select(vendor => vendor.Name)),
            Day = parameters.Day("day", DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)),
            Type = parameters.Choice("type", EventTypes.All),
            Contact = parameters.Text("contact"),
            Campaign = parameters.Text("campaign"),
        };
        int limit = parameters.Number("limit", DefaultLimit, 1, MaxLimit);
        string? format = parameters.Choice("format", ["json", "csv", "cloudevents"]);
        if (format == "cloudevents")
        {
            string? after = parameters.Continuation(CloudEventsPart.IsContinuation);
            CloudEventsPart part = await CloudEventsPart.ReadAsync(events, query, after, time, request.Deadline());
            return Reply.File(request, "application/x-ndjson", FileName(query, "ndjson"), part.Lines)
                .Continue(request, part.Next);
        }

        string? continuation = parameters.Continuation(EventReader.IsContinuation);
        EventPage page = await events.PageAsync(query, limit, continuation, request.Deadline());
        HttpResponseData response = format == "csv"
            ? EventsCsv.Of(page.Events).ToFile(request, FileName(query, "csv"))
            : Reply.Of(
                request, new EventsView(query.Vendor, query.Day, page.Events, page.Next), ApiJson.Default.EventsView);
        return response.Continue(request, page.Next);
    }

    private static string FileName(EventQuery query, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"events-{query.Vendor}-{query.Day:yyyyMMdd}.{extension}");
}

/// <summary>A page of events.</summary>
internal sealed record EventsView(string Vendor, DateOnly Day, IReadOnlyList<EngagementEvent> Events, string? Next);
