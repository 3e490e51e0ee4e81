using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Webhooks;

/// <summary>The URL that Smartico calls: its team sets it up as the reverse integration, by POST or GET.</summary>
public sealed class SmarticoWebhook(WebhookReceiver receiver)
{
    [Function(nameof(SmarticoWebhook))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", "get", Route = "webhooks/smartico")]
        HttpRequestData request) =>
        receiver.ReceiveAsync("smartico", request);
}
