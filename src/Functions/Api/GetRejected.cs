using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Api;

/// <summary>The rejected deliveries of one vendor, newest first.</summary>
/// <param name="endpoint">Answers.</param>
public sealed class GetRejected(RejectedEndpoint endpoint)
{
    /// <summary><c>GET /api/rejected?vendor&amp;reason&amp;limit&amp;continuation&amp;format=json|csv</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The deliveries, or problem+json.</returns>
    [Function(nameof(GetRejected))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "rejected")] HttpRequest request) =>
        endpoint.GetAsync(request, request.HttpContext.RequestAborted);
}
