using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Deliveries;

/// <summary>Says how far a replay is, and what it did.</summary>
/// <param name="desk">Knows it.</param>
public sealed class ReplayProgress(ReplayDesk desk)
{
    /// <summary>Finds a replay.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The replay's id.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns>200 where it is done, 202 where it is not, or problem+json.</returns>
    [Function(nameof(ReplayProgress))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "deliveries/replay/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        desk.ProgressAsync(request, id, cancellationToken);
}
