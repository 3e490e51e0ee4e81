using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>Tries and does replays; asks for a session that may act, and for a form of ours.</summary>
/// <param name="pages">Makes the page.</param>
public sealed class DashboardReplay(DashboardPages pages)
{
    /// <summary><c>dashboard/replay</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function(nameof(DashboardReplay))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/replay")] HttpRequest request) =>
        pages.ReplayAsync(request);
}
