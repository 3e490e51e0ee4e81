using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>Finds a delivery or a contact; asks for a session.</summary>
/// <param name="pages">Makes the page.</param>
public sealed class DashboardFind(DashboardPages pages)
{
    /// <summary><c>dashboard/find</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function(nameof(DashboardFind))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/find")] HttpRequest request) =>
        pages.FindAsync(request);
}
