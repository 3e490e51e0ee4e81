using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>The overview; asks for the session that <c>Dashboard</c> starts.</summary>
/// <param name="pages">Makes the page.</param>
public sealed class DashboardView(DashboardPages pages)
{
    /// <summary><c>dashboard/view</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function(nameof(DashboardView))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/view")] HttpRequest request) =>
        pages.OverviewAsync(request);
}
