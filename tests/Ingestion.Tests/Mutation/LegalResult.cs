using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Text;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Tests.Mutation;

/// <summary>What must be true of the result of mapping anything at all.</summary>
internal static class LegalResult
{
    private static readonly HashSet<string> Types = [.. EventTypes.All];
    private static readonly HashSet<string?> AllChannels = [null, .. Channels.All];
    private static readonly HashSet<string> Reasons =
        [.. typeof(RejectionReasons).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>Fails where it is not.</summary>
    public static void Check(Delivery delivery, MapResult result)
    {
        if (result.Rejection is { } rejection)
        {
            Assert.Empty(result.Events);
            Assert.Contains(rejection.Reason, Reasons);
            Assert.InRange(rejection.Error.Length, 10, 300);
            return;
        }

        Assert.InRange(result.Events.Count, FewestEvents(delivery), int.MaxValue);
        Assert.InRange(result.Drift.Count, 0, 50);
        Assert.All(result.Drift, drift => Assert.InRange(drift.Name.Length, 0, 128));
        // Read once and in order: of a delivery with many, each reading by an index would map those before it anew.
        int index = 0;
        foreach (EngagementEvent mapped in result.Events)
            Check(delivery, mapped, index++);
        Assert.Equal(result.Events.Count, index);
    }

    private static void Check(Delivery delivery, EngagementEvent mapped, int index)
    {
        Assert.Matches("^[0-9a-f]{32}$", mapped.EventId);
        Assert.Equal(delivery.Vendor, mapped.Vendor);
        Assert.Equal(delivery.Id, mapped.DeliveryId);
        Assert.Equal(index, mapped.DeliveryIndex);
        Assert.Equal(delivery.ReceivedAt, mapped.ReceivedAt);
        Assert.Contains(mapped.Type, Types);
        Assert.Contains(mapped.Channel, AllChannels);
        Assert.Equal(TimeSpan.Zero, mapped.OccurredAt.Offset);
        Assert.Equal(0, mapped.OccurredAt.Ticks % TimeSpan.TicksPerMillisecond);
        Assert.InRange(mapped.OccurredAt.Year, 2000, 2099);
        Assert.True(mapped.TimeSource == TimeSources.Vendor || mapped is { TimeSource: TimeSources.Receipt }
            && mapped.OccurredAt == mapped.ReceivedAt);
        CheckText(mapped.VendorEventType, EventColumns.NameLength);
        CheckText(mapped.ChannelRaw, EventColumns.NameLength);
        CheckText(mapped.LinkUrl, EventColumns.UrlLength);
        CheckText(mapped.ViewUrl, EventColumns.UrlLength);
        foreach (string? text in (string?[])[mapped.ContactId, mapped.ContactEmail, mapped.Campaign,
            mapped.CampaignStep, mapped.MessageSubject, mapped.MessageFrom, mapped.MessageTo])
            CheckText(text, EventColumns.TextLength);
        Assert.InRange(mapped.Data.Length, 1, EventColumns.DataLength);
        using JsonDocument data =
            JsonDocument.Parse(mapped.Data, new JsonDocumentOptions { MaxDepth = JsonDepth.DataLimit });
        if (mapped.Vendor == "smartreach")
            Assert.DoesNotContain("\"email_body\"", mapped.Data, StringComparison.Ordinal);
    }

    private static void CheckText(string? text, int length)
    {
        if (text is null)
            return;
        Assert.InRange(text.Length, 1, length);
        Assert.Equal(text, EventColumns.Fit(text, length));
    }

    // SmartReach: as many as data has elements; any vendor: nothing that says something goes without an event.
    private static int FewestEvents(Delivery delivery)
    {
        if (delivery.Vendor != "smartreach" || Parse(BodyText.Of(delivery)) is not { } document)
            return 1;
        using JsonDocument parsed = document;
        // By hand, since GetProperty throws for a lone surrogate in a name.
        JsonElement data = document.RootElement.EnumerateObject().Last(IsData).Value;
        return data.ValueKind == JsonValueKind.Array ? data.GetArrayLength() : 1;
    }

    // Null where the webhook is not the body itself.
    private static JsonDocument? Parse(BodyText text)
    {
        try
        {
            JsonDocument document =
                JsonDocument.Parse(text.Utf8, new JsonDocumentOptions { MaxDepth = JsonDepth.Limit });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsData(JsonProperty property)
    {
        try
        {
            return property.NameEquals("data");
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
