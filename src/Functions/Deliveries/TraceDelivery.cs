using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Deliveries;

/// <summary>Says what became of a delivery. The answer holds its raw body, so this key is for few.</summary>
/// <param name="desk">Knows it.</param>
public sealed class TraceDelivery(TraceDesk desk)
{
    /// <summary>Finds a delivery by the id that its webhook was acknowledged with.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The delivery's id.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns>200, or problem+json.</returns>
    [Function(nameof(TraceDelivery))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "deliveries/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        desk.TraceAsync(request, id, cancellationToken);
}
