using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Api;

/// <summary>The events of one vendor's day, newest first.</summary>
/// <param name="endpoint">Answers.</param>
public sealed class GetEvents(EventsEndpoint endpoint)
{
    /// <summary><c>GET /api/events?vendor&amp;day&amp;type&amp;contact&amp;campaign&amp;limit&amp;continuation&amp;format=json|csv|cloudevents</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The events, or problem+json.</returns>
    [Function(nameof(GetEvents))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "events")] HttpRequest request) =>
        endpoint.GetAsync(request, request.HttpContext.RequestAborted);
}
