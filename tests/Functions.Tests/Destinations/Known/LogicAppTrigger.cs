using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Webhooks.Functions.Tests.Destinations.Known;

/// <summary>
/// The trigger "When a HTTP request is received" of Azure Logic Apps: its address is signed, and it answers 202
/// (https://learn.microsoft.com/azure/connectors/connectors-native-reqres); as JSON a workflow gets
/// <c>application/json</c> only, anything else in Base64
/// (https://learn.microsoft.com/azure/logic-apps/logic-apps-content-type).
/// </summary>
internal sealed class LogicAppTrigger
{
    /// <summary>What <c>triggerBody()</c> is in the workflow.</summary>
    public JsonNode? TriggerBody { get; private set; }

    /// <summary>What <c>triggerOutputs()['headers']['webhook-id']</c> is.</summary>
    public string? WebhookId { get; private set; }

    public int Check(HttpListenerRequest request, byte[] body)
    {
        if (request.QueryString["sig"] != "s1gnature")
            return 401;
        WebhookId = request.Headers["webhook-id"];
        TriggerBody = MediaTypeHeaderValue.Parse(request.ContentType!).MediaType == "application/json"
            ? JsonNode.Parse(body)
            : new JsonObject
            {
                ["$content-type"] = request.ContentType,
                ["$content"] = Convert.ToBase64String(body),
            };
        return 202;
    }
}
