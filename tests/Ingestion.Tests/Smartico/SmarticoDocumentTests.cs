using System.Text.RegularExpressions;
using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Times;
using Webhooks.Ingestion.Vendors.Smartico;
using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Tests.Smartico;

/// <summary>What <c>docs/smartico-template.md</c> hands out works as it stands there.</summary>
public sealed partial class SmarticoDocumentTests
{
    private static readonly string Document =
        File.ReadAllText(Path.Combine(FixtureFolder.Repository, "docs", "smartico-template.md"));

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["external user id"] = "7",
        ["time, epoch milliseconds"] = "1664115803000",
        ["asset type"] = "Push",
        ["campaign name"] = "Spring",
        ["view link"] = "https%3A%2F%2Fx.example%2Fv",
    };

    [Fact]
    public void The_post_template_gives_a_send_with_every_column()
    {
        EngagementEvent sent = Smartico.One(Fill(JsonBlock().Match(Document).Groups[1].Value));
        CheckSend(sent);
        Assert.Equal(Tags["view link"], sent.ViewUrl);
    }

    [Fact]
    public void The_post_template_may_be_given_as_the_customers_own()
    {
        SmarticoOptions options = new() { Template = JsonBlock().Match(Document).Groups[1].Value };
        Assert.Empty(options.Validate());
        string broken = Fill(options.Template).Replace("Spring", "\"Spring\"", StringComparison.Ordinal);
        Assert.Equal("\"Spring\"", Assert.Single(Smartico.Map(broken, new SmarticoVendor(options)).Events).Campaign);
    }

    [Fact]
    public void The_get_template_gives_a_send_with_every_column()
    {
        string url = Fill(GetUrl().Match(Document).Value)
            .Replace("code=<key>", "code=REDACTED", StringComparison.Ordinal);
        MapResult result = Smartico.Get(url[url.IndexOf('?', StringComparison.Ordinal)..]);
        CheckSend(Assert.Single(result.Events));
        Assert.Equal("https://x.example/v", result.Events[0].ViewUrl);
    }

    [Fact]
    public void The_example_of_a_broken_body_is_repaired()
    {
        EngagementEvent sent = Smartico.One(BrokenBody().Match(Document).Value);
        Assert.Equal("My \"big\" promo", sent.Campaign);
        Assert.Equal("True", Smartico.Data(sent, "_repaired"));
    }

    [Fact]
    public void Every_column_length_contact_name_and_default_is_the_one_in_the_code()
    {
        foreach (int length in (int[])[EventColumns.TextLength, EventColumns.UrlLength, EventColumns.NameLength,
            EventColumns.DataLength])
            Assert.Contains(length.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), Document,
                StringComparison.Ordinal);
        Assert.Contains(
            string.Join(", ", FieldNames.Contact.Select(name => $"`{name}`")), Document, StringComparison.Ordinal);
        Assert.Contains($"defaults {string.Join(", ", new FieldNames(new()).Template.Select(name => $"`{name}`"))}",
            Document, StringComparison.Ordinal);
    }

    private static void CheckSend(EngagementEvent sent)
    {
        Assert.Equal(EventTypes.MessageSent, sent.Type);
        Assert.Equal(("7", Channels.Push, "Spring"), (sent.ContactId, sent.Channel, sent.Campaign));
        Assert.Equal(TimeSources.Vendor, sent.TimeSource);
    }

    private static string Fill(string template) => Tag().Replace(template, tag => Tags[tag.Groups[1].Value]);

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"https://<your app>\S+\?code=<key>&.*")]
    private static partial Regex GetUrl();

    [GeneratedRegex("""\{ "login": "7".*""")]
    private static partial Regex BrokenBody();

    [GeneratedRegex(@"\{\{(.*?)\}\}")]
    private static partial Regex Tag();
}
