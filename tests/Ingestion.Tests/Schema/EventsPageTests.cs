using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Ingestion.CloudEvents;
using Webhooks.Ingestion.Tests.Golden;

namespace Webhooks.Ingestion.Tests.Schema;

/// <summary><c>docs/events.md</c> says what the code does.</summary>
public sealed class EventsPageTests
{
    private static readonly string Page =
        File.ReadAllText(Path.Combine(FixtureFolder.Repository, "docs", "events.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Page_has_every_type_in_order() => Assert.Equal(EventTypes.All, Rows("## Types"));

    [Fact]
    public void Page_has_every_channel() =>
        Assert.DoesNotContain(
            Channels.All, channel => !Section("## Types").Contains($"`{channel}`", StringComparison.Ordinal));

    [Fact]
    public void Page_has_every_field_in_order() =>
        Assert.Equal(
            typeof(EngagementEvent).GetProperties()
                .Select(column => JsonNamingPolicy.CamelCase.ConvertName(column.Name)),
            Rows("## Fields").Take(typeof(EngagementEvent).GetProperties().Length));

    [Fact]
    public void Page_has_the_lengths_of_the_code()
    {
        foreach (int length in (int[])[EventColumns.NameLength, EventColumns.TextLength, EventColumns.UrlLength,
            EventColumns.DataLength])
            Assert.Contains($"| {length.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)}",
                Section("## Fields"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_shows_a_CloudEvent_as_the_code_renders_it()
    {
        Assert.Contains(CloudEventJson.Render(Samples.Full), Section("## CloudEvents"), StringComparison.Ordinal);
        using JsonDocument rendered = JsonDocument.Parse(CloudEventJson.Render(Samples.Full));
        Assert.Equal(rendered.RootElement.EnumerateObject()
            .Select(attribute => attribute.Name), Rows("## CloudEvents"));
    }

    private static string Section(string heading) =>
        Page[Page.IndexOf(heading, StringComparison.Ordinal)..].Split("\n## ")[0];

    // What stands in back-ticks at the start of the rows of a section's tables.
    private static IEnumerable<string> Rows(string heading) =>
        Regex.Matches(Section(heading), "^\\| `([^`]+)`", RegexOptions.Multiline).Select(row => row.Groups[1].Value);
}
