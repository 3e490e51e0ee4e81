using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Benchmarks.Usual;

/// <summary>One message for each webhook.</summary>
/// <param name="queue">The queue.</param>
public sealed class UsualWebhook(QueueClient queue)
{
    /// <summary>Acknowledges a webhook once it is queued.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200.</returns>
    [Function(nameof(UsualWebhook))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "webhooks/usual")] HttpRequest request)
    {
        using StreamReader reader = new(request.Body);
        await queue.SendMessageAsync(await reader.ReadToEndAsync());
        return TypedResults.Ok();
    }
}
