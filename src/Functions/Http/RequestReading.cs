using System.Net.Http.Headers;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Http;

/// <summary>Reads a request as the host sent it: it comes whole, so nothing of this waits.</summary>
internal static class RequestReading
{
    /// <summary>The query with its question mark, not decoded, or an empty text.</summary>
    public static string RawQuery(this HttpRequestData request)
    {
        // Uri.Query would escape it anew; the worker makes the Uri of the text that the host sent.
        string url = request.Url.OriginalString;
        int start = url.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? "" : url[start..];
    }

    /// <summary>A header's values, joined by commas as HTTP has it; null where there is none.</summary>
    public static string? Header(this HttpRequestData request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;

    /// <summary>The body. The worker copied it for this request alone, so its bytes may be overwritten.</summary>
    public static Memory<byte> WholeBody(this HttpRequestData request)
    {
        Stream body = request.Body;
        if (body is MemoryStream memory && memory.TryGetBuffer(out ArraySegment<byte> buffer))
            return buffer;

        using MemoryStream copy = new();
        body.CopyTo(copy);
        return copy.GetBuffer().AsMemory(0, (int)copy.Length);
    }

    /// <summary>
    /// Whether a body came that is not here: the Functions host leaves one out that does not say its length, unless
    /// src/HostExtension gives it one.
    /// </summary>
    public static bool HasLostBody(this HttpRequestData request) =>
        request.Header("Transfer-Encoding") is not null && request.Header("Content-Length") is null;

    /// <summary>Whether the body came as a type, whatever its parameters say.</summary>
    public static bool HasContentType(this HttpRequestData request, string mediaType) =>
        MediaTypeHeaderValue.TryParse(request.Header("Content-Type"), out MediaTypeHeaderValue? type)
        && string.Equals(type.MediaType, mediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Cancelled when the request's time is over, or its caller gone: for whatever a function waits for.
    /// </summary>
    public static CancellationToken Deadline(this HttpRequestData request) => Http.Deadline.Of(request.FunctionContext);
}
