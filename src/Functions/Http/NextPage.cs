using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Http;

/// <summary>Says where an answer that is a part of something goes on.</summary>
internal static class NextPage
{
    /// <summary>Adds a link to the next part (RFC 8288), and its continuation; neither where there is none.</summary>
    public static HttpResponseData Continue(
        this HttpResponseData response, HttpRequestData request, string? continuation)
    {
        if (continuation is null)
            return response;
        IEnumerable<string> kept = UrlEncoded.Query(request).Pairs
            .Where(pair => !UrlEncoded.Is(pair.Name, "continuation"))
            .Where(pair => !UrlEncoded.Is(pair.Name, "code")) // no key in an answer
            .Append(("continuation", continuation))
            .Select(pair => $"{Uri.EscapeDataString(pair.Item1)}={Uri.EscapeDataString(pair.Item2)}");
        response.Set("Link", $"<{request.Url.AbsolutePath}?{string.Join('&', kept)}>; rel=\"next\"");
        response.Set("X-Continuation", continuation);
        return response;
    }
}
