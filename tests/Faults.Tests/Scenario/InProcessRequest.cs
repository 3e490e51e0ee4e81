using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Functions.Webhooks;

namespace Webhooks.Faults.Tests.Scenario;

/// <summary>Webhooks handed to the receiver without a server between.</summary>
internal static class InProcessRequest
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    /// <summary>Sends one, and reads the answer as a vendor would.</summary>
    /// <returns>The status, and the delivery id of a 200.</returns>
    public static async Task<(int Status, string? Id)> SendAsync(
        WebhookReceiver receiver, string vendor, ReadOnlyMemory<byte> body, string method = "POST", string? contentType = "application/json", string query = "")
    {
        using MemoryStream answer = new();
        DefaultHttpContext http = new() { RequestServices = Services };
        http.Request.Method = method;
        http.Request.ContentType = contentType;
        http.Request.QueryString = new QueryString(query);
        http.Request.Body = new MemoryStream(body.ToArray());
        http.Request.ContentLength = method == "GET" ? null : body.Length;
        http.Response.Body = answer;
        IResult result = await receiver.ReceiveAsync(vendor, http.Request);
        await result.ExecuteAsync(http);
        if (http.Response.StatusCode != StatusCodes.Status200OK)
            return (http.Response.StatusCode, null);
        using JsonDocument json = JsonDocument.Parse(answer.ToArray());
        return (http.Response.StatusCode, json.RootElement.GetProperty("deliveryId").GetString());
    }
}
