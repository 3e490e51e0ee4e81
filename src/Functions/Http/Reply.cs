using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Http;

/// <summary>Makes answers. What they hold is personal, and a key may be in the address: nobody keeps them.</summary>
internal static class Reply
{
    private const string Json = "application/json; charset=utf-8";

    public static HttpResponseData Empty(HttpRequestData request, HttpStatusCode status)
    {
        HttpResponseData response = request.CreateResponse();
        response.StatusCode = status;
        response.Set("Cache-Control", "no-store");
        response.Set("X-Content-Type-Options", "nosniff");
        return response;
    }

    /// <summary>Leads from a form that was taken in to the page that shows what came of it.</summary>
    /// <param name="location">The page's address, relative to the form's.</param>
    public static HttpResponseData SeeOther(HttpRequestData request, string location)
    {
        HttpResponseData response = Empty(request, HttpStatusCode.SeeOther);
        response.Set("Location", location);
        return response;
    }

    public static HttpResponseData Bytes(
        HttpRequestData request, HttpStatusCode status, string contentType, byte[] body)
    {
        HttpResponseData response = Empty(request, status);
        response.Set("Content-Type", contentType);
        response.Body = new MemoryStream(body);
        return response;
    }

    public static HttpResponseData Text(
        HttpRequestData request, HttpStatusCode status, string contentType, string body) =>
        Bytes(request, status, contentType, Encoding.UTF8.GetBytes(body));

    public static HttpResponseData Of<T>(
        HttpRequestData request, T value, JsonTypeInfo<T> type, HttpStatusCode status = HttpStatusCode.OK) =>
        Bytes(request, status, Json, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static HttpResponseData Of(
        HttpRequestData request,
        object value,
        JsonSerializerOptions options,
        HttpStatusCode status = HttpStatusCode.OK) =>
        Bytes(request, status, Json, JsonSerializer.SerializeToUtf8Bytes(value, options));

    /// <summary>A file that a browser saves.</summary>
    public static HttpResponseData File(HttpRequestData request, string contentType, string name, byte[] content)
    {
        HttpResponseData response = Bytes(request, HttpStatusCode.OK, contentType, content);
        response.Set("Content-Disposition", $"attachment; filename=\"{name}\"");
        return response;
    }

    /// <summary>Sets a header whose value is ours, so known to be well-formed.</summary>
    public static void Set(this HttpResponseData response, string header, string value) =>
        response.Headers.TryAddWithoutValidation(header, value);
}
