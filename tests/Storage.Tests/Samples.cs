using System.Text;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Times;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests;

/// <summary>Deliveries and events to store.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Stores events, which nobody sends on.</summary>
    public static EventStore Store(WebhookTables tables) =>
        new(tables, new ParkedEvents(tables, new DestinationList(), TimeProvider.System));

    public static Delivery Delivery(string body, string vendor = "smartico", DateTimeOffset? at = null) =>
        Delivery(Encoding.UTF8.GetBytes(body), vendor, at);

    public static Delivery Delivery(byte[] body, string vendor = "smartico", DateTimeOffset? at = null) => new()
    {
        Id = DeliveryId.New(at ?? Noon),
        Vendor = vendor,
        ReceivedAt = at ?? Noon,
        Method = "POST",
        ContentType = "application/json",
        Body = body,
    };

    public static string Send(string user, long time = 1664115803000) =>
        $$"""{"login":"{{user}}","time":{{time}},"channel":"SMS","campaign_name":"Spring","view_url":"https://example.com/{{user}}"}""";

    public static EngagementEvent Event(
        int number,
        DateTimeOffset at,
        string vendor = "smartreach",
        string type = EventTypes.MessageSent,
        string? channel = Channels.Email,
        string? campaign = null) => new()
        {
            EventId = EventIdentity.From(vendor, number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Vendor = vendor,
            Type = type,
            Channel = channel,
            Campaign = campaign,
            OccurredAt = at,
            TimeSource = TimeSources.Vendor,
            ReceivedAt = at,
            DeliveryId = DeliveryId.New(at),
            DeliveryIndex = 0,
            Data = "{}",
        };
}
