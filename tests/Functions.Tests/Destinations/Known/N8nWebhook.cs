using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Webhooks.Functions.Tests.Destinations.Known;

/// <summary>
/// A Webhook node of n8n with Header Auth
/// (https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/). Of a body that is not said to be
/// <c>application/json</c>, XML, a form or plain text it reads nothing
/// (https://github.com/n8n-io/n8n/blob/master/packages/cli/src/middlewares/body-parser.ts).
/// </summary>
internal sealed class N8nWebhook(string authorization)
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>What <c>$json</c> is after the node.</summary>
    public JsonObject? Json { get; private set; }

    public int Check(HttpListenerRequest request, byte[] body)
    {
        if (request.HttpMethod != "POST" || request.Url!.AbsolutePath != "/webhook/crm")
            return 404;
        if (request.Headers["authorization"] != authorization)
            return 403;
        if (body.Length > MaxBytes)
            return 413;
        Json = new JsonObject
        {
            ["headers"] = new JsonObject { ["webhook-id"] = request.Headers["webhook-id"] },
            ["body"] = MediaTypeHeaderValue.Parse(request.ContentType!).MediaType == "application/json"
                ? JsonNode.Parse(body)
                : new JsonObject(),
        };
        return 200;
    }
}
