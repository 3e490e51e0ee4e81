using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Contacts;

/// <summary>Removes a person from events and deliveries.</summary>
/// <param name="desk">Does it.</param>
public sealed class EraseContact(ErasureDesk desk)
{
    /// <summary>Removes a person from events and deliveries.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns>200 with what was done, 202 where it goes on, or problem+json.</returns>
    [Function(nameof(EraseContact))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "contacts/erase")] HttpRequest request,
        CancellationToken cancellationToken) =>
        desk.EraseAsync(request, cancellationToken);
}
