using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Contacts;

/// <summary>Says how far an erasure is, and what it did.</summary>
/// <param name="desk">Does it.</param>
public sealed class ErasureProgress(ErasureDesk desk)
{
    /// <summary>Says how far an erasure is, and what it did.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The erasure's id.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns>200 where it is done, 202 where it is not, or problem+json.</returns>
    [Function(nameof(ErasureProgress))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "contacts/erase/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        desk.ProgressAsync(request, id, cancellationToken);
}
