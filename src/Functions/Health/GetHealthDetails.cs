using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Webhooks.Functions.Api;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Health;

/// <summary>How the service is doing: what waits, what was refused, when each vendor was heard of last.</summary>
/// <param name="status">Reads it.</param>
public sealed class GetHealthDetails(StatusReader status)
{
    /// <summary><c>GET /api/health/details</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The status, or problem+json.</returns>
    [Function(nameof(GetHealthDetails))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "health/details")] HttpRequest request) =>
        ApiAnswer.OfAsync(request, async () => TypedResults.Json(
            await status.ReadAsync(request.HttpContext.RequestAborted), ApiJson.Default.ServiceStatus));
}
