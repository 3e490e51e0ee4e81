using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.CloudEvents;

namespace Webhooks.Functions.Api;

/// <summary>Events as CloudEvents, one JSON object a line, written as they are read: a page in memory at a time.</summary>
/// <param name="events">The events.</param>
/// <param name="fileName">What a browser saves it as.</param>
internal sealed class CloudEventsExport(IAsyncEnumerable<EngagementEvent> events, string fileName) : IResult
{
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = "application/x-ndjson";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        await using Utf8JsonWriter json = new(response.BodyWriter, Compact);
        long unflushed = 0;
        await foreach (EngagementEvent e in events)
        {
            json.Reset();
            CloudEventJson.Write(json, e);
            json.Flush();
            unflushed += json.BytesCommitted + 1;
            response.BodyWriter.GetSpan(1)[0] = (byte)'\n';
            response.BodyWriter.Advance(1);
            if (unflushed < FlushBytes)
                continue;
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
            unflushed = 0;
        }

        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
