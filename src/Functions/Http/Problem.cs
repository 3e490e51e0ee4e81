using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Http;

/// <summary>What is wrong, as problem+json (RFC 9457).</summary>
internal static partial class Problem
{
    private const int RetryAfterSeconds = 10;

    public static HttpResponseData Of(
        HttpRequestData request, HttpStatusCode status, string title, string detail, string? parameter = null) =>
        Reply.Bytes(
            request,
            status,
            "application/problem+json",
            JsonSerializer.SerializeToUtf8Bytes(
                new Details(title, (int)status, detail, parameter), ProblemJson.Default.Details));

    public static HttpResponseData BadParameter(HttpRequestData request, string parameter, string detail) =>
        Of(request, HttpStatusCode.BadRequest, $"The parameter {parameter} is wrong", detail, parameter);

    /// <summary>405, and what may be asked instead.</summary>
    public static HttpResponseData WrongMethod(HttpRequestData request, params IEnumerable<string> methods)
    {
        string allowed = string.Join(", ", methods);
        HttpResponseData response = Of(
            request, HttpStatusCode.MethodNotAllowed, "The method is wrong", $"This takes {allowed}.");
        response.Set("Allow", allowed);
        return response;
    }

    /// <summary>503, and when to try again.</summary>
    public static HttpResponseData Unavailable(
        HttpRequestData request,
        string title = "The storage does not answer",
        string detail = "Try again after the time in Retry-After.") =>
        Of(request, HttpStatusCode.ServiceUnavailable, title, detail).RetryLater();

    public static HttpResponseData RetryLater(this HttpResponseData response)
    {
        response.Set("Retry-After", RetryAfterSeconds.ToString(CultureInfo.InvariantCulture));
        return response;
    }

    internal sealed record Details(string Title, int Status, string Detail, string? Parameter);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Details))]
    private sealed partial class ProblemJson : JsonSerializerContext;
}
