using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Webhooks;

/// <summary>The URL that SmartReach calls: Settings → Webhook Settings, in SmartReach.</summary>
public sealed class SmartReachWebhook(WebhookReceiver receiver)
{
    [Function(nameof(SmartReachWebhook))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "webhooks/smartreach")] HttpRequestData request) =>
        receiver.ReceiveAsync("smartreach", request);
}
