using System.Text.Json;
using Webhooks.Ingestion.CloudEvents;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Tests.Schema;

namespace Webhooks.Ingestion.Tests.CloudEvents;

public sealed class CloudEventJsonTests
{
    private static readonly string[] Personal =
        ["90210", "ada@example.com", "sales@example.org", "Spring launch", "Day 1: opening", "Quick question",
            "https://example.com/"];

    [Fact]
    public void Required_attributes_are_there()
    {
        JsonElement rendered = Render(Samples.Full);
        Assert.Equal("1.0", rendered.GetProperty("specversion").GetString());
        Assert.Equal(Samples.Full.EventId, rendered.GetProperty("id").GetString());
        Assert.Equal("/webhooks/smartreach", rendered.GetProperty("source").GetString());
        Assert.Equal("engagement.message.clicked", rendered.GetProperty("type").GetString());
        Assert.Equal("2026-01-15T10:00:30.123Z", rendered.GetProperty("time").GetString());
        Assert.Equal("2026-01-15T10:20:30.123Z", rendered.GetProperty("recordedtime").GetString());
    }

    [Fact]
    public void Attribute_names_and_values_keep_the_rules()
    {
        foreach (JsonProperty attribute in Render(Samples.Full).EnumerateObject()
            .Where(property => property.Name != "data"))
        {
            Assert.Matches("^[a-z0-9]{1,20}$", attribute.Name);
            Assert.Equal(JsonValueKind.String, attribute.Value.ValueKind);
            Assert.Matches("^[ -~]+$", attribute.Value.GetString());
        }
    }

    [Fact]
    public void No_attribute_holds_anything_of_a_person()
    {
        foreach (JsonProperty attribute in Render(Samples.Full).EnumerateObject()
            .Where(property => property.Name != "data"))
            Assert.DoesNotContain(
                Personal, secret => attribute.Value.GetString()!.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Data_is_the_event_itself()
    {
        JsonElement rendered = Render(Samples.Full);
        Assert.Equal(EventJson.Render(Samples.Full), rendered.GetProperty("data").GetRawText());
        Assert.Equal("application/json", rendered.GetProperty("datacontenttype").GetString());
        Assert.Empty(EventSchema.Errors(rendered.GetProperty("data")));
        Assert.True(Uri.TryCreate(rendered.GetProperty("dataschema").GetString(), UriKind.Absolute, out _));
    }

    [Fact]
    public void An_event_without_a_channel_has_no_such_attribute() =>
        Assert.False(Render(Samples.Full with { Channel = null }).TryGetProperty("channel", out _));

    private static JsonElement Render(EngagementEvent mapped) =>
        JsonDocument.Parse(CloudEventJson.Render(mapped)).RootElement;
}
