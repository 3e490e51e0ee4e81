using System.Globalization;
using StandardWebhooks;
using Webhooks.Ingestion;

namespace Webhooks.Functions.Destinations;

/// <summary>
/// The headers by which a receiver knows a request again, and who made it
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
/// </summary>
internal static class EventSignature
{
    /// <summary>The id of a request with one event: the same whenever the event is sent.</summary>
    public static string IdOf(EngagementEvent e) => $"evt_{e.EventId}";

    /// <summary>The id of a request with many: the same whenever the same ones are sent together.</summary>
    public static string IdOf(IEnumerable<EngagementEvent> events) =>
        $"batch_{EventIdentity.From([.. events.Select(e => e.EventId)])}";

    /// <summary>Writes the headers.</summary>
    /// <param name="secret">Signs it; null writes no signature.</param>
    /// <param name="id">The request's id.</param>
    /// <param name="now">When it is sent: a receiver refuses what is old.</param>
    /// <param name="body">What is signed with them.</param>
    public static void Sign(HttpRequestMessage request, string? secret, string id, DateTimeOffset now, string body)
    {
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (secret is not null)
            request.Headers.Add("webhook-signature", new StandardWebhook(secret).Sign(id, now, body));
    }
}
