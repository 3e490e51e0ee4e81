using System.Net;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.BenchmarkApps.Usual;

namespace Webhooks.BenchmarkApps.Grpc;

/// <summary>The pattern of most samples, only its put, and nothing at all, over gRPC alone.</summary>
/// <param name="queue">The queue of the usual pattern.</param>
/// <param name="put">The queue that nothing reads.</param>
public sealed class GrpcFunctions(QueueClient queue, [FromKeyedServices(UsualStorage.PutQueue)] QueueClient put)
{
    // As long as the service's own message with one such webhook.
    private static readonly string Message = Convert.ToBase64String(new byte[900]);

    /// <summary>Answers at once.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200.</returns>
    [Function("Empty")]
    public static HttpResponseData Empty(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "empty")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.OK);

    /// <summary>Answers once a ready-made message is queued.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200.</returns>
    [Function("PutOnly")]
    public async Task<HttpResponseData> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "put")] HttpRequestData request)
    {
        await put.SendMessageAsync(Message, timeToLive: TimeSpan.FromSeconds(-1));
        return request.CreateResponse(HttpStatusCode.OK);
    }

    /// <summary>Acknowledges a webhook once it is queued: one message for each.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200.</returns>
    [Function("Usual")]
    public async Task<HttpResponseData> UsualAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "usual")] HttpRequestData request)
    {
        await queue.SendMessageAsync(await request.ReadAsStringAsync() ?? "");
        return request.CreateResponse(HttpStatusCode.OK);
    }
}
