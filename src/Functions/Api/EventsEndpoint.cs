using System.Globalization;
using Microsoft.AspNetCore.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>Answers <c>GET /api/events</c>.</summary>
/// <param name="events">Reads events.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="time">The clock.</param>
public sealed class EventsEndpoint(EventReader events, VendorRegistry vendors, TimeProvider time)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns>A page of JSON or CSV, or everything as CloudEvents, or problem+json.</returns>
    public Task<IResult> GetAsync(HttpRequest request, CancellationToken cancellationToken) => ApiAnswer.OfAsync(request, async () =>
    {
        QueryParameters parameters = new(
            request.Query, "vendor", "day", "type", "contact", "campaign", "limit", "continuation", "format");
        EventQuery query = new()
        {
            Vendor = parameters.Required("vendor", vendors.All.Select(vendor => vendor.Name)),
            Day = parameters.Day("day", DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)),
            Type = parameters.Choice("type", EventTypes.All),
            Contact = parameters.Text("contact"),
            Campaign = parameters.Text("campaign"),
        };
        int limit = parameters.Number("limit", DefaultLimit, 1, MaxLimit);
        string? continuation = parameters.Continuation(EventReader.IsContinuation);
        string? format = parameters.Choice("format", [Formats.Json, Formats.Csv, Formats.CloudEvents]);
        if (format == Formats.CloudEvents)
            return new CloudEventsExport(events.AllAsync(query, cancellationToken), FileName(query, "ndjson"));

        EventPage page = await events.PageAsync(query, limit, continuation, cancellationToken);
        if (page.Next is not null)
            request.HttpContext.Response.Headers["X-Continuation"] = page.Next;
        return format == Formats.Csv
            ? EventsCsv.Of(page.Events).Answer(request, FileName(query, "csv"))
            : TypedResults.Json(
                new EventsView(query.Vendor, query.Day, page.Events, page.Next), ApiJson.Default.EventsView);
    });

    private static string FileName(EventQuery query, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"events-{query.Vendor}-{query.Day:yyyyMMdd}.{extension}");
}
