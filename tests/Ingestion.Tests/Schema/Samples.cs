using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Tests.Schema;

/// <summary>Events for tests.</summary>
internal static class Samples
{
    /// <summary>An event with every property.</summary>
    public static EngagementEvent Full { get; } = new()
    {
        EventId = "114f7d8eeaeef8e2d204fc928a64849c",
        Vendor = "smartreach",
        Type = EventTypes.MessageClicked,
        VendorEventType = "activity.email.link_clicked",
        Channel = Channels.Email,
        ChannelRaw = "Email",
        OccurredAt = GoldenCase.ReceivedAt.AddMinutes(-20),
        TimeSource = TimeSources.Vendor,
        ReceivedAt = GoldenCase.ReceivedAt,
        ContactId = "90210",
        ContactEmail = "ada@example.com",
        Campaign = "Spring launch",
        CampaignStep = "Day 1: opening",
        MessageSubject = "Quick question",
        MessageFrom = "sales@example.org",
        MessageTo = "ada@example.com",
        LinkUrl = "https://example.com/pricing?utm=1",
        ViewUrl = "https://example.com/view/1",
        DeliveryId = GoldenCase.DeliveryId,
        DeliveryIndex = 3,
        Data = """{"prospect":{"prospect_id":90210}}""",
    };
}
