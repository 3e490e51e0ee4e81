using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>
/// The events of one vendor's day, or of a contact: in pages, newest first; or a day's as CloudEvents, all in parts,
/// oldest first.
/// </summary>
public sealed class EventsApi(
    EventReader events, ContactEvents contacts, VendorRegistry vendors, TimeProvider time)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    [Function("GetEvents")]
    public async Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "events")] HttpRequestData request)
    {
        QueryParameters parameters = new(
            request, "vendor", "day", "from", "to", "type", "contact", "campaign", "limit", "continuation", "format");
        SoughtContact? contact = parameters.Text("contact") is { } text ? new SoughtContact(text) : null;
        int limit = parameters.Number("limit", DefaultLimit, 1, MaxLimit);
        string? format = parameters.Choice("format", ["json", "csv", "cloudevents"]);
        if (contact is not null && format != "cloudevents")
        {
            EventsView found = await contacts.ReadAsync(parameters, contact, limit, request.Deadline());
            return Answer(request, found, format, "events.csv");
        }

        foreach (string name in (string[])["from", "to"])
        {
            if (parameters.Text(name) is not null)
                throw new BadParameterException(name, "It goes with a contact only, and not with cloudevents.");
        }

        EventQuery query = new()
        {
            Vendor = parameters.Required("vendor", vendors.Registered),
            Day = parameters.Day("day", DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)),
            Type = parameters.Choice("type", EventTypes.All),
            Contact = contact,
            Campaign = parameters.Text("campaign"),
        };
        if (format == "cloudevents")
        {
            string? after = parameters.Continuation(CloudEventsPart.IsContinuation);
            CloudEventsPart part = await CloudEventsPart.ReadAsync(events, query, after, time, request.Deadline());
            return Reply.File(request, "application/x-ndjson", FileName(query, "ndjson"), part.Lines)
                .Continue(request, part.Next);
        }

        string? continuation = parameters.Continuation(EventReader.IsContinuation);
        EventPage page = await events.PageAsync(query, limit, continuation, request.Deadline());
        return Answer(request, EventsView.Of(query, page), format, FileName(query, "csv"));
    }

    private static HttpResponseData Answer(HttpRequestData request, EventsView view, string? format, string file)
    {
        HttpResponseData response = format == "csv"
            ? EventsCsv.Of(view.Events).ToFile(request, file)
            : Reply.Of(request, view, ApiJson.Default.EventsView);
        return response.Continue(request, view.Next);
    }

    private static string FileName(EventQuery query, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"events-{query.Vendor}-{query.Day:yyyyMMdd}.{extension}");
}
