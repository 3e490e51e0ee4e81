using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Webhooks;

/// <summary>The URL that Smartico calls: its team sets it up as the reverse integration, by POST or GET.</summary>
public sealed class SmarticoWebhook(WebhookReceiver receiver)
{
    [Function(nameof(SmarticoWebhook))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", "get", "head", Route = "webhooks/smartico")]
        HttpRequestData request) =>
        // Later hosts take HEAD for a GET, but whoever only looks sends no webhook.
        request.Method == "HEAD"
            ? Task.FromResult(Problem.WrongMethod(request, "GET", "POST"))
            : receiver.ReceiveAsync("smartico", request);
}
