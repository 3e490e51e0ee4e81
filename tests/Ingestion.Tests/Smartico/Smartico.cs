using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Vendors.Smartico;

namespace Webhooks.Ingestion.Tests.Smartico;

/// <summary>Deliveries from Smartico, and what they map to.</summary>
internal static class Smartico
{
    public static readonly SmarticoVendor Default = new(new SmarticoOptions());

    public static MapResult Map(string body, SmarticoVendor? vendor = null, string? query = null) =>
        (vendor ?? Default).Map(Post(Encoding.UTF8.GetBytes(body), query));

    public static MapResult Get(string query) =>
        Default.Map(Post([], query) with { Method = "GET", ContentType = null });

    public static EngagementEvent One(string body, string? query = null)
    {
        MapResult result = Map(body, query: query);
        Assert.Null(result.Rejection);
        return Assert.Single(result.Events);
    }

    public static Delivery Post(byte[] body, string? query = null) => new()
    {
        Id = GoldenCase.DeliveryId,
        Vendor = "smartico",
        ReceivedAt = GoldenCase.ReceivedAt,
        Method = "POST",
        ContentType = "application/json",
        Query = query,
        Body = body,
    };

    /// <summary>A member of the event's data as text, or null.</summary>
    public static string? Data(EngagementEvent engagementEvent, string name)
    {
        using JsonDocument document = JsonDocument.Parse(engagementEvent.Data);
        return document.RootElement is { ValueKind: JsonValueKind.Object } data
            && data.TryGetProperty(name, out JsonElement member)
            ? member.ToString()
            : null;
    }
}
