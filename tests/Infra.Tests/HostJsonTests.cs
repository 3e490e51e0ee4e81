using System.Globalization;
using System.Text.Json;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>host.json keeps the promises that the docs make of it.</summary>
public sealed class HostJsonTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(
        RepositoryFile.Text("host.json"),
        new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement;

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
    public void Every_queue_setting_is_explained_with_its_value()
    {
        Dictionary<string, string> explained = MarkdownTable.Rows("docs/deploying.md", "host.json")
            .ToDictionary(row => MarkdownTable.Code(row[0]).Single(), row => MarkdownTable.Code(row[1]).Single());

        Assert.All(Queues.EnumerateObject(), setting =>
            Assert.Equal(setting.Value.ToString(), explained.GetValueOrDefault(setting.Name)));
        Assert.Equal(Host.GetProperty("functionTimeout").GetString(), explained.GetValueOrDefault("functionTimeout"));
    }

    private static TimeSpan Time(string name) =>
        TimeSpan.Parse(Queues.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
