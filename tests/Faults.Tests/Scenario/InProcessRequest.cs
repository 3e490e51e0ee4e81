using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Tests.Http;
using Webhooks.Functions.Webhooks;

namespace Webhooks.Faults.Tests.Scenario;

/// <summary>Webhooks handed to the receiver without a host between.</summary>
internal static class InProcessRequest
{
    /// <summary>Sends one, and reads the answer as a vendor would.</summary>
    /// <returns>The status, and the delivery id of a 200.</returns>
    public static async Task<(int Status, string? Id)> SendAsync(
        WebhookReceiver receiver,
        string vendor,
        ReadOnlyMemory<byte> body,
        string method = "POST",
        string? contentType = "application/json",
        string query = "")
    {
        FakeRequest request = new FakeRequest(method, $"/api/webhooks/{vendor}{query}").With(body);
        if (contentType is not null)
            request.With("Content-Type", contentType);
        HttpResponseData answer = await receiver.ReceiveAsync(vendor, request);
        if (answer.StatusCode != HttpStatusCode.OK)
            return ((int)answer.StatusCode, null);
        using JsonDocument json = JsonDocument.Parse(answer.Text());
        return (200, json.RootElement.GetProperty("deliveryId").GetString());
    }
}
