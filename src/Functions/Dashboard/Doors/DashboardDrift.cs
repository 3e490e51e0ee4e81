using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>What vendors started to send; asks for a session.</summary>
/// <param name="pages">Makes the page.</param>
public sealed class DashboardDrift(DashboardPages pages)
{
    /// <summary><c>dashboard/drift</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function(nameof(DashboardDrift))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/drift")] HttpRequest request) =>
        pages.DriftAsync(request);
}
