using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Webhooks;

/// <summary>The URL that SmartReach calls: Settings → Webhook Settings, in SmartReach.</summary>
/// <param name="receiver">Takes it in.</param>
public sealed class SmartReachWebhook(WebhookReceiver receiver)
{
    /// <summary>Acknowledges a webhook once it is queued.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with the delivery's id, or problem+json.</returns>
    [Function(nameof(SmartReachWebhook))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "webhooks/smartreach")] HttpRequest request) =>
        receiver.ReceiveAsync("smartreach", request);
}
