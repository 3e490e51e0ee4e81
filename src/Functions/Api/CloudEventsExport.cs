using Microsoft.AspNetCore.Http;
using Webhooks.Ingestion;

namespace Webhooks.Functions.Api;

/// <summary>Events as CloudEvents, one JSON object a line, written as they are read: a page in memory at a time.</summary>
internal sealed class CloudEventsExport(IAsyncEnumerable<EngagementEvent> events, string fileName) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = "application/x-ndjson";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        await foreach (EngagementEvent e in events)
        {
            TODO
        }
    }
}
