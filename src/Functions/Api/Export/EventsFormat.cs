using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Net.Http.Headers;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Api.Export;

/// <summary>What events are written as.</summary>
internal enum EventsFormat
{
    Json,

    /// <summary>CSV. Of an export, the first part alone begins with the names of the columns.</summary>
    Csv,

    /// <summary>One CloudEvent a line.</summary>
    CloudEvents,

    /// <summary>An array of CloudEvents, each part its own.</summary>
    CloudEventsBatch,
}

/// <summary>Reads what a caller accepts.</summary>
internal static class EventsFormats
{
    private static readonly Dictionary<string, EventsFormat> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["application/json"] = EventsFormat.Json,
        ["text/csv"] = EventsFormat.Csv,
        ["application/x-ndjson"] = EventsFormat.CloudEvents,
        ["application/cloudevents-batch+json"] = EventsFormat.CloudEventsBatch,
    };

    /// <summary>Of what a caller accepts and there is, what it likes best; JSON where it names none of it.</summary>
    public static EventsFormat Accepted(HttpRequestData request) =>
        request.Header("Accept") is { } header
        && MediaTypeHeaderValue.TryParseList([header], out IList<MediaTypeHeaderValue>? accepted)
            ? accepted.Where(one => one.Quality != 0)
                .OrderByDescending(one => one.Quality ?? 1)
                .Select(one => MediaTypes.TryGetValue(one.MediaType.Value ?? "", out EventsFormat format)
                    ? format
                    : (EventsFormat?)null)
                .FirstOrDefault(format => format is not null) ?? EventsFormat.Json
            : EventsFormat.Json;
}
