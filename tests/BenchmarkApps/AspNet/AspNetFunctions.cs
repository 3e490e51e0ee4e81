using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.BenchmarkApps.AspNet;

/// <summary>The pattern of most samples, and nothing at all, behind ASP.NET Core integration.</summary>
/// <param name="queue">The queue.</param>
public sealed class AspNetFunctions(QueueClient queue)
{
    /// <summary>Answers at once.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200.</returns>
    [Function("AspNetEmpty")]
    public static IResult Empty([HttpTrigger(AuthorizationLevel.Function, "post", Route = "empty")] HttpRequest request)
    {
        _ = request;
        return TypedResults.Ok();
    }

    /// <summary>Acknowledges a webhook once it is queued: one message for each.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200.</returns>
    [Function("AspNetUsual")]
    public async Task<IResult> UsualAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "usual")] HttpRequest request)
    {
        using StreamReader reader = new(request.Body);
        await queue.SendMessageAsync(await reader.ReadToEndAsync());
        return TypedResults.Ok();
    }
}
