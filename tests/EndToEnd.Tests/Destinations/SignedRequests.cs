using System.Globalization;
using System.Text;
using StandardWebhooks;

namespace Webhooks.EndToEnd.Tests.Destinations;

/// <summary>Requests as a destination gets them, signed by the package, or not quite.</summary>
internal static class SignedRequests
{
    public const string Secret = "whsec_c2VjcmV0LXRoYXQtaXMtYXMtbG9uZy1hcy1zaGEyNTY=";

    public const string Id = "evt_114f7d8eeaeef8e2d204fc928a64849c";

    /// <summary>Letters beyond ASCII, escaped and not: a signature is of bytes.</summary>
    public const string Body =
        """{"specversion":"1.0","id":"114f7d8eeaeef8e2d204fc928a64849c","source":"/webhooks/smartreach","type":"engagement.message.clicked","time":"2026-01-15T10:00:30.123Z","data":{"campaign":"Événement – 日本 \u00e9"}}""";

    /// <summary>A request to verify.</summary>
    /// <param name="to">The endpoint.</param>
    /// <param name="id">The <c>webhook-id</c>.</param>
    /// <param name="body">The body that is sent.</param>
    /// <param name="signed">The body that is signed; the same unless told.</param>
    /// <param name="secondsAgo">When it was sent.</param>
    /// <param name="secret">What it is signed with.</param>
    public static HttpRequestMessage Make(
        Uri to,
        string id = Id,
        string body = Body,
        string? signed = null,
        int secondsAgo = 0,
        string secret = Secret,
        string mediaType = "application/cloudevents+json")
    {
        DateTimeOffset time = TimeProvider.System.GetUtcNow().AddSeconds(-secondsAgo);
        HttpRequestMessage request = new(HttpMethod.Post, to)
        {
            Content = new StringContent(body, Encoding.UTF8, mediaType),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", new StandardWebhook(secret).Sign(id, time, signed ?? body));
        return request;
    }
}
