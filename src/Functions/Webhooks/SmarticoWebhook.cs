using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Webhooks;

/// <summary>The URL that Smartico calls: its team sets it up as the reverse integration, by POST or GET.</summary>
/// <param name="receiver">Takes it in.</param>
public sealed class SmarticoWebhook(WebhookReceiver receiver)
{
    /// <summary>Acknowledges a webhook once it is queued.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with the delivery's id, or problem+json.</returns>
    [Function(nameof(SmarticoWebhook))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", "get", Route = "webhooks/smartico")] HttpRequest request) =>
        receiver.ReceiveAsync("smartico", request);
}
