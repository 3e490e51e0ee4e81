using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Webhooks.Ingestion.CloudEvents;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Tests.Schema;

public sealed class EventSchemaTests
{
    private static readonly PropertyInfo[] Columns = typeof(EngagementEvent)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance);

    [Fact]
    public void Schema_has_every_property_of_the_event_in_its_order() =>
        Assert.Equal(Columns.Select(Name), EventSchema.Properties.EnumerateObject().Select(property => property.Name));

    [Fact]
    public void Schema_requires_what_the_code_requires() =>
        Assert.Equal(
            Columns.Where(column => column.IsDefined(typeof(RequiredMemberAttribute))).Select(Name),
            EventSchema.Document.GetProperty("required").EnumerateArray().Select(name => name.GetString()));

    [Fact]
    public void Schema_has_the_types_of_the_properties()
    {
        foreach (PropertyInfo column in Columns.Where(column => column.Name != nameof(EngagementEvent.Data)))
        {
            JsonElement schema = EventSchema.Properties.GetProperty(Name(column));
            Assert.Equal(column.PropertyType == typeof(int)
                ? "integer"
                : "string", schema.GetProperty("type").GetString());
            Assert.Equal(column.PropertyType == typeof(DateTimeOffset), schema.TryGetProperty("format", out _));
        }
    }

    [Fact]
    public void Schema_has_the_vocabulary_and_lengths_of_the_code()
    {
        Assert.Equal(EventTypes.All, Enum("type"));
        Assert.Equal(Channels.All, Enum("channel"));
        Assert.Equal([TimeSources.Vendor, TimeSources.Receipt], Enum("timeSource"));
        Assert.Equal(EventColumns.NameLength, MaxLength("vendorEventType"));
        Assert.Equal(EventColumns.TextLength, MaxLength("campaign"));
        Assert.Equal(EventColumns.UrlLength, MaxLength("linkUrl"));
        Assert.Equal(CloudEventJson.DataSchema, EventSchema.Document.GetProperty("$id").GetString());
    }

    [Fact]
    public void Every_golden_event_is_valid()
    {
        int events = 0;
        foreach (GoldenCase golden in FixtureFolder.Cases(FixtureFolder.Root)
            .Where(golden => File.Exists(golden.ExpectedJson)))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(golden.ExpectedJson));
            foreach (JsonElement mapped in document.RootElement.GetProperty("events").EnumerateArray())
            {
                Assert.True(!EventSchema.Errors(mapped)
                    .Any(), $"{golden.Vendor}/{golden.Name}: {string.Join("; ", EventSchema.Errors(mapped))}");
                events++;
            }
        }

        Assert.InRange(events, 60, int.MaxValue);
    }

    [Fact]
    public void Broken_events_are_seen()
    {
        string valid = EventJson.Render(Samples.Full);
        Assert.Empty(Errors(valid));
        Assert.NotEmpty(Errors(valid.Replace("\"eventId\"", "\"id\"", StringComparison.Ordinal)));
        Assert.NotEmpty(Errors(valid.Replace("message.clicked", "message.read", StringComparison.Ordinal)));
        Assert.NotEmpty(Errors(valid.Replace("\"deliveryIndex\":3", "\"deliveryIndex\":-3", StringComparison.Ordinal)));
        Assert.NotEmpty(Errors(valid.Replace("10:20:30.123Z", "10:20:30+00:00", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_full_event_renders_every_property()
    {
        Assert.DoesNotContain(Columns, column => column.GetValue(Samples.Full) is null);
        using JsonDocument rendered = JsonDocument.Parse(EventJson.Render(Samples.Full));
        Assert.Equal(Columns.Select(Name), rendered.RootElement.EnumerateObject().Select(property => property.Name));
    }

    private static IEnumerable<string> Errors(string json) => EventSchema.Errors(JsonDocument.Parse(json).RootElement);

    private static string Name(PropertyInfo column) => JsonNamingPolicy.CamelCase.ConvertName(column.Name);

    private static IEnumerable<string?> Enum(string property) =>
        EventSchema.Properties.GetProperty(property).GetProperty("enum").EnumerateArray()
            .Select(value => value.GetString());

    private static int MaxLength(string property) =>
        EventSchema.Properties.GetProperty(property).GetProperty("maxLength").GetInt32();
}
