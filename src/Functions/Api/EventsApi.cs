using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Api.Export;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>
/// Events: of one vendor's day or of a contact in pages, newest first; or all of a day or a range of days in parts,
/// oldest first, as CSV or CloudEvents.
/// </summary>
public sealed class EventsApi(
    EventReader events, ContactEvents contacts, VendorRegistry vendors, TimeProvider time)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    [Function("GetEvents")]
    public async Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "events")] HttpRequestData request)
    {
        QueryParameters parameters = new(
            request, "vendor", "day", "from", "to", "type", "contact", "campaign", "limit", "continuation", "format");
        HttpResponseData response = await AnswerAsync(request, parameters, AskedFor(request, parameters));
        response.Set("Vary", "Accept");
        return response;
    }

    // Parameters win over what is accepted, since a browser accepts much.
    private static EventsFormat AskedFor(HttpRequestData request, QueryParameters parameters) =>
        parameters.Choice("format", ["json", "csv", "cloudevents"]) switch
        {
            "json" => EventsFormat.Json,
            "csv" => EventsFormat.Csv,
            "cloudevents" when EventsFormats.Accepted(request) == EventsFormat.CloudEventsBatch =>
                EventsFormat.CloudEventsBatch,
            "cloudevents" => EventsFormat.CloudEvents,
            _ => EventsFormats.Accepted(request),
        };

    private static HttpResponseData Answer(HttpRequestData request, EventsView view, EventsFormat format, string file)
    {
        HttpResponseData response = format == EventsFormat.Csv
            ? EventsCsv.Of(view.Events).ToFile(request, file)
            : Reply.Of(request, view, ApiJson.Default.EventsView);
        return response.Continue(request, view.Next);
    }

    private static string FileName(EventQuery query) =>
        string.Create(CultureInfo.InvariantCulture, $"events-{query.Vendor}-{query.Day:yyyyMMdd}.csv");

    private async Task<HttpResponseData> AnswerAsync(
        HttpRequestData request, QueryParameters parameters, EventsFormat format)
    {
        SoughtContact? contact = parameters.Text("contact") is { } text ? new SoughtContact(text) : null;
        int limit = parameters.Number("limit", DefaultLimit, 1, MaxLimit);
        bool isRange = parameters.Text("from") is not null || parameters.Text("to") is not null;
        if (format is EventsFormat.CloudEvents or EventsFormat.CloudEventsBatch
            || (format == EventsFormat.Csv && contact is null && isRange))
        {
            return await ExportAsync(request, parameters, format, contact, isRange);
        }

        if (contact is not null)
        {
            EventsView found = await contacts.ReadAsync(parameters, contact, limit, request.Deadline());
            return Answer(request, found, format, "events.csv");
        }

        if (isRange)
        {
            throw new BadParameterException(
                parameters.Text("from") is null ? "to" : "from", "It goes with a contact, CSV or CloudEvents.");
        }

        EventQuery query = new()
        {
            Vendor = parameters.Required("vendor", vendors.Registered),
            Day = parameters.Day("day", DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)),
            Type = parameters.Choice("type", EventTypes.All),
            Campaign = parameters.Text("campaign"),
        };
        string? continuation = parameters.Continuation(EventReader.IsContinuation);
        EventPage page = await events.PageAsync(query, limit, continuation, request.Deadline());
        return Answer(request, EventsView.Of(query, page), format, FileName(query));
    }

    private async Task<HttpResponseData> ExportAsync(
        HttpRequestData request,
        QueryParameters parameters,
        EventsFormat format,
        SoughtContact? contact,
        bool isRange)
    {
        if (isRange && parameters.Text("day") is not null)
            throw new BadParameterException("day", "Give the day, or from and to.");
        string? vendor = isRange
            ? parameters.Choice("vendor", vendors.Registered)
            : parameters.Required("vendor", vendors.Registered);
        DateOnly day = parameters.Day("day", DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        (DateOnly from, DateOnly to) = isRange
            ? parameters.Days(time.GetUtcNow(), EventExport.MaxDays)
            : (day, day);
        string? type = parameters.Choice("type", EventTypes.All);
        string? campaign = parameters.Text("campaign");
        EventExport export = new(
            vendor is null ? vendors.Registered : [vendor],
            from,
            to,
            format,
            e => (type is null || e.Type == type)
                && (contact is null || contact.Owns(e))
                && (campaign is null || e.Campaign == campaign));
        EventsPart part = await export.ReadAsync(
            events, parameters.Text("continuation"), time, request.Deadline());
        return export.Answer(request, part);
    }
}
