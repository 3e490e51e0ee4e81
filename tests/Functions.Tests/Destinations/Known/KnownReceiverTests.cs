using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Webhooks.Functions.Destinations;
using Webhooks.Functions.Settings;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Times;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Tables;

namespace Webhooks.Functions.Tests.Destinations.Known;

/// <summary>
/// With the settings of docs/destinations.md, Event Grid, Logic Apps and n8n get what each asks for, by what they
/// publish of themselves.
/// </summary>
public sealed partial class KnownReceiverTests : IDisposable
{
    private const string Key = "VXb/9k+w==";

    private readonly DestinationTallies _tallies = new(new WebhookTables(new TableServiceClient(
        "UseDevelopmentStorage=true")), TimeProvider.System);
    private readonly HttpEventPost _post;

    public KnownReceiverTests() => _post = new HttpEventPost(_tallies, TimeProvider.System);

    public void Dispose()
    {
        _post.Dispose();
        _tallies.Dispose();
    }

    [Theory]
    [InlineData("cloudevent", 1)]
    [InlineData("cloudevents-batch", 3)]
    public async Task Event_Grid_takes_one_event_or_a_batch(string format, int events)
    {
        EventGridTopic topic = new(Key);
        await using KnownReceiver receiver = new(topic.Check);
        EngagementEvent[] sent = [.. Enumerable.Range(0, events).Select(Event)];

        DestinationAnswer answer = await SendAsync("Azure Event Grid", receiver, sent, new Dictionary<string, string>
        {
            ["Headers__aeg_sas_key"] = Key,
            ["Format"] = format,
        });

        Assert.Equal(200, answer.Status);
        Assert.Equal(sent.Select(e => e.EventId), topic.Taken);
    }

    [Fact]
    public async Task Event_Grid_refuses_another_key()
    {
        EventGridTopic topic = new(Key);
        await using KnownReceiver receiver = new(topic.Check);

        DestinationAnswer answer = await SendAsync(
            "Azure Event Grid", receiver, [Event(0)], new() { ["Headers__aeg_sas_key"] = "another" });

        Assert.Equal((401, 0), (answer.Status, topic.Taken.Count));
    }

    [Theory]
    [InlineData("json", true)]
    [InlineData("cloudevent", false)] // which is why the recipe says json
    public async Task Logic_Apps_gets_the_event_as_JSON(string format, bool isJson)
    {
        LogicAppTrigger trigger = new();
        await using KnownReceiver receiver = new(trigger.Check);
        EngagementEvent sent = Event(0);

        DestinationAnswer answer = await SendAsync(
            "Logic Apps", receiver, [sent], new() { ["Format"] = format, ["Types"] = "message.clicked" });

        Assert.Equal(202, answer.Status);
        Assert.Equal($"evt_{sent.EventId}", trigger.WebhookId);
        Assert.Equal(isJson ? "engagement.message.clicked" : null, trigger.TriggerBody!["type"]?.GetValue<string>());
        Assert.Equal(isJson ? sent.EventId : null, trigger.TriggerBody["data"]?["eventId"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("json", true)]
    [InlineData("cloudevent", false)] // likewise
    public async Task N8n_gets_the_event_as_JSON(string format, bool isJson)
    {
        N8nWebhook webhook = new("Bearer t");
        await using KnownReceiver receiver = new(webhook.Check);
        EngagementEvent sent = Event(0);

        DestinationAnswer answer = await SendAsync(
            "n8n", receiver, [sent], new() { ["Headers__Authorization"] = "Bearer t", ["Format"] = format });

        Assert.Equal(200, answer.Status);
        Assert.Equal($"evt_{sent.EventId}", webhook.Json!["headers"]!["webhook-id"]!.GetValue<string>());
        Assert.Equal(isJson ? "engagement.message.clicked" : null, webhook.Json["body"]!["type"]?.GetValue<string>());
        Assert.Equal(isJson ? sent.EventId : null, webhook.Json["body"]!["data"]?["eventId"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("Logic Apps", "Format", "json")]
    [InlineData("n8n", "Format", "json")]
    [InlineData("Azure Event Grid", "Format", "cloudevents-batch")]
    public void Recipe_says_so(string section, string setting, string value) =>
        Assert.StartsWith($"`{value}`", Recipe(section)[setting], StringComparison.Ordinal);

    // Each setting has to be one that the recipe names; the address is the recipe's, on this machine.
    private async Task<DestinationAnswer> SendAsync(
        string section, KnownReceiver receiver, EngagementEvent[] events, Dictionary<string, string> settings)
    {
        IReadOnlyDictionary<string, string> recipe = Recipe(section);
        Assert.Subset(recipe.Keys.ToHashSet(), settings.Keys.ToHashSet());
        string address = Address().Match(recipe["Url"]).Groups[1].Value;
        settings["Url"] = new Uri(receiver.Root, address.Replace("sig=…", "sig=s1gnature", StringComparison.Ordinal))
            .AbsoluteUri;
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(
            one => new KeyValuePair<string, string?>(
                $"Destinations:one:{one.Key.Replace("__", ":", StringComparison.Ordinal)}", one.Value))).Build();
        Destination destination = Assert.Single(new SettingsReader(configuration).Destinations(["smartreach"]).All);
        return await _post.PostAsync(destination, events, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static Dictionary<string, string> Recipe(string section)
    {
        string document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "destinations.md"));
        string text = document.Split("\n## ").Single(one => one.StartsWith($"{section}\n", StringComparison.Ordinal));
        return Row().Matches(text).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
    }

    private static EngagementEvent Event(int number) => new()
    {
        EventId = EventIdentity.From("test", $"{number}"),
        Vendor = "smartreach",
        Type = EventTypes.MessageClicked,
        VendorEventType = "activity.email.link_clicked",
        Channel = Channels.Email,
        OccurredAt = DateTimeOffset.UnixEpoch,
        TimeSource = TimeSources.Vendor,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        ContactEmail = "zoë@example.com",
        Campaign = "Événement – 日本",
        LinkUrl = "https://example.com/?a=1&b=2",
        DeliveryId = new string('0', 32),
        DeliveryIndex = number,
        Data = """{"n":null,"list":[1,"<two>"]}""",
    };

    [GeneratedRegex(@"^\| `Destinations__[a-z0-9]+__(\w+)` \| (.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`https://[^/`]+/([^`]*)`")]
    private static partial Regex Address();
}
