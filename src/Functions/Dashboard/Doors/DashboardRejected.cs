using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>The rejected deliveries; asks for a session.</summary>
/// <param name="pages">Makes the page.</param>
public sealed class DashboardRejected(DashboardPages pages)
{
    /// <summary><c>dashboard/rejected</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function(nameof(DashboardRejected))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/rejected")] HttpRequest request) =>
        pages.RejectedAsync(request);
}
