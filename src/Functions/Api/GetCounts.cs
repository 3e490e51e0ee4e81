using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Api;

/// <summary>Daily counts, by type or by campaign.</summary>
/// <param name="endpoint">Answers.</param>
public sealed class GetCounts(CountsEndpoint endpoint)
{
    /// <summary><c>GET /api/counts?vendor&amp;from&amp;to&amp;type&amp;by=day|campaign&amp;format=json|csv</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The counts, or problem+json.</returns>
    [Function(nameof(GetCounts))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "counts")] HttpRequest request) =>
        endpoint.GetAsync(request, request.HttpContext.RequestAborted);
}
