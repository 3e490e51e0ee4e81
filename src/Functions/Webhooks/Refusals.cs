using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Functions.Webhooks;

/// <summary>The answers to a webhook that was not taken in: problem+json (RFC 9457).</summary>
internal static class Refusals
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public static IResult Empty(string detail) => Problem(StatusCodes.Status400BadRequest, "Nothing was sent", detail);

    public static IResult TooSlow() => Problem(
        StatusCodes.Status408RequestTimeout, "The body came too slowly", "Nothing was stored; send the webhook again.");

    public static IResult TooLarge(long maxBytes) => Problem(
        StatusCodes.Status413PayloadTooLarge,
        "The body is too large",
        string.Create(CultureInfo.InvariantCulture, $"This service takes bodies of up to {maxBytes} bytes (setting MaxBodyBytes)."));

    public static IResult NotDurable(HttpRequest request)
    {
        request.HttpContext.Response.Headers.RetryAfter =
            ((int)RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problem(
            StatusCodes.Status503ServiceUnavailable,
            "The webhook could not be stored",
            "Nothing was acknowledged; send the webhook again after the time in Retry-After.");
    }

    private static IResult Problem(int status, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title);
}
