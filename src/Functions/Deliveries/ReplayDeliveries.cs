using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Deliveries;

/// <summary>Runs stored deliveries through today's mapper again; unless told otherwise it only shows what that would do.</summary>
/// <param name="desk">Does it.</param>
public sealed class ReplayDeliveries(ReplayDesk desk)
{
    /// <summary>Previews or starts a replay.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns>200 with a preview, 202 with a job, or problem+json.</returns>
    [Function(nameof(ReplayDeliveries))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "deliveries/replay")] HttpRequest request,
        CancellationToken cancellationToken) =>
        desk.ReplayAsync(request, cancellationToken);
}
