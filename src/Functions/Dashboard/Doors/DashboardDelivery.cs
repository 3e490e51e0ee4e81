using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>One delivery; asks for a session.</summary>
/// <param name="pages">Makes the page.</param>
public sealed class DashboardDelivery(DashboardPages pages)
{
    /// <summary><c>dashboard/delivery</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function(nameof(DashboardDelivery))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/delivery")] HttpRequest request) =>
        pages.DeliveryAsync(request);
}
