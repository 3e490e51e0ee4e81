using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Api;
using Webhooks.Functions.Http;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Health;

/// <summary>
/// How the service is: to anybody whether it takes webhooks, with a key what waits and what was refused.
/// </summary>
public sealed class HealthApi(HealthProbe probe, StatusReader status)
{
    /// <summary>For probes, so without a key and without a reason.</summary>
    [Function("GetHealth")]
    public async Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequestData request) =>
        await probe.IsUpAsync()
            ? Reply.Text(request, HttpStatusCode.OK, "application/json", """{"status":"up"}""")
            : Reply.Text(request, HttpStatusCode.ServiceUnavailable, "application/json", """{"status":"down"}""");

    [Function("GetHealthDetails")]
    public async Task<HttpResponseData> GetDetailsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "health/details")] HttpRequestData request) =>
        Reply.Of(request, await status.ReadAsync(request.Deadline()), ApiJson.Default.ServiceStatus);
}
