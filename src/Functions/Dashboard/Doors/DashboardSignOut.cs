using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>Ends the session.</summary>
/// <param name="gate">Ends it.</param>
public sealed class DashboardSignOut(PageGate gate)
{
    /// <summary><c>dashboard/signout</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function(nameof(DashboardSignOut))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/signout")] HttpRequest request) =>
        gate.CloseAsync(request);
}
