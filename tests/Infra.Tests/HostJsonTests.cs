using System.Globalization;
using System.Text.Json;
using Webhooks.Infra.Tests.Compiling;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>host.json keeps the promises that the docs make of it.</summary>
public sealed class HostJsonTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(
        RepositoryFile.Text("host.json"),
        new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement;

    private static readonly JsonElement Http = Host.GetProperty("extensions").GetProperty("http");

    private static readonly JsonElement Queues = Host.GetProperty("extensions").GetProperty("queues");

    [Fact]
    public void Outage_of_an_hour_is_sat_out_before_a_message_is_given_up()
    {
        TimeSpan between = Time("visibilityTimeout");
        TimeSpan lasts = between * (Queues.GetProperty("maxDequeueCount").GetInt32() - 1);

        Assert.True(lasts >= TimeSpan.FromHours(1) * 1.5, $"The last try is {lasts} after the first.");
        Assert.InRange(between, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Queue_settings_are_ones_that_the_host_takes()
    {
        Assert.InRange(Queues.GetProperty("batchSize").GetInt32(), 1, 32);
        Assert.True(Queues.GetProperty("newBatchThreshold").GetInt32() >= 0);
        Assert.True(Time("maxPollingInterval") >= TimeSpan.FromMilliseconds(100));
        Assert.Equal("none", Queues.GetProperty("messageEncoding").GetString());
    }

    [Fact]
    public void Every_setting_is_explained_with_its_value()
    {
        Dictionary<string, string> explained = MarkdownTable.Rows("docs/deploying.md", "host.json")
            .ToDictionary(row => MarkdownTable.Code(row[0]).Single(), row => MarkdownTable.Code(row[1]).Single());

        IEnumerable<JsonProperty> limits = Http.EnumerateObject()
            .Where(setting => setting.Name.StartsWith("max", StringComparison.Ordinal));
        Assert.All(Queues.EnumerateObject().Concat(limits), setting =>
            Assert.Equal(setting.Value.ToString(), explained.GetValueOrDefault(setting.Name)));
        Assert.Equal(Host.GetProperty("functionTimeout").GetString(), explained.GetValueOrDefault("functionTimeout"));
    }

    [BicepTheory]
    [InlineData("small")]
    [InlineData("production")]
    public async Task Host_takes_as_many_requests_at_once_as_Azure_sends_to_an_instance(string setup)
    {
        JsonElement site = (await Deployment.OfAsync($"WEBHOOKS_SETUP={setup}")).One("Microsoft.Web/sites");
        int sent = site.GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency").GetProperty("triggers")
            .GetProperty("http").GetProperty("perInstanceConcurrency").GetInt32();

        Assert.InRange(sent, 1, Http.GetProperty("maxConcurrentRequests").GetInt32());
    }

    [Fact]
    public void Nothing_is_set_that_the_host_does_not_read_where_telemetry_is_OpenTelemetry()
    {
        Assert.Equal("OpenTelemetry", Host.GetProperty("telemetryMode").GetString());
        Assert.False(Host.GetProperty("logging").TryGetProperty("applicationInsights", out _));
    }

    private static TimeSpan Time(string name) =>
        TimeSpan.Parse(Queues.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
