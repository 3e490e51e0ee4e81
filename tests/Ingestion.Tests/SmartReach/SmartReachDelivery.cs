using System.Text;
using Webhooks.Ingestion.Tests.Golden;

namespace Webhooks.Ingestion.Tests.SmartReach;

/// <summary>Deliveries for tests.</summary>
internal static class SmartReachDelivery
{
    public static Delivery Of(string body) => Of(Encoding.UTF8.GetBytes(body));

    public static Delivery Of(byte[] body, string? contentType = "application/json") => new()
    {
        Id = GoldenCase.DeliveryId,
        Vendor = "smartreach",
        ReceivedAt = GoldenCase.ReceivedAt,
        Method = "POST",
        ContentType = contentType,
        Body = body,
    };
}
