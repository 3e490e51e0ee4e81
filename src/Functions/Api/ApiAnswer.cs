using System.Globalization;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Webhooks.Functions.Api;

/// <summary>Answers a read, or says what is wrong with it: problem+json (RFC 9457).</summary>
internal static class ApiAnswer
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public static async Task<IResult> OfAsync(HttpRequest request, Func<Task<IResult>> read)
    {
        // The answers hold personal data, and a key may be in the address.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            return await read();
        }
        catch (BadParameterException e)
        {
            return BadParameter(e.Parameter, e.Message);
        }
        catch (RequestFailedException)
        {
            return Unavailable(request);
        }
    }

    public static IResult BadParameter(string parameter, string detail)
    {
        ProblemDetails problem = new()
        {
            Status = StatusCodes.Status400BadRequest,
            Title = $"The parameter {parameter} is wrong",
            Detail = detail,
            Extensions = { ["parameter"] = parameter },
        };
        return TypedResults.Problem(problem);
    }

    public static IResult Unavailable(HttpRequest request)
    {
        request.HttpContext.Response.Headers.RetryAfter =
            ((int)RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            "Try again after the time in Retry-After.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The storage does not answer");
    }
}
