using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Dashboard.Doors;

/// <summary>The way in for who may replay: the host checks this function's key, and a session starts.</summary>
/// <param name="gate">Starts the session.</param>
public sealed class DashboardOperator(PageGate gate)
{
    /// <summary><c>dashboard/operator</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    [Function(nameof(DashboardOperator))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "dashboard/operator")] HttpRequest request) =>
        gate.OpenAsync(request, mayAct: true);
}
