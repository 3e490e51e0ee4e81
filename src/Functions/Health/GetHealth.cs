using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Health;

/// <summary>Whether the service can take webhooks: for probes, so without a key and without a reason.</summary>
/// <param name="probe">Asks the storage.</param>
public sealed class GetHealth(HealthProbe probe)
{
    /// <summary><c>GET /api/health</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 <c>{"status":"up"}</c> or 503 <c>{"status":"down"}</c>.</returns>
    [Function(nameof(GetHealth))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return await probe.IsUpAsync()
            ? TypedResults.Text("""{"status":"up"}""", "application/json", statusCode: StatusCodes.Status200OK)
            : TypedResults.Text("""{"status":"down"}""", "application/json", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
