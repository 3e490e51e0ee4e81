using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>The way in: the host checks this function's key, and a session starts that may look.</summary>
/// <param name="gate">Starts the session.</param>
public sealed class DashboardEntry(PageGate gate)
{
    /// <summary><c>dashboard</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function("Dashboard")]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "dashboard")] HttpRequest request) =>
        gate.OpenAsync(request, mayAct: false);
}
