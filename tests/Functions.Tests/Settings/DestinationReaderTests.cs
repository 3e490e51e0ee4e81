using Microsoft.Extensions.Configuration;
using Webhooks.Functions.Settings;
using Webhooks.Ingestion;
using Webhooks.Storage.Destinations;

namespace Webhooks.Functions.Tests.Settings;

public sealed class DestinationReaderTests
{
    private const string Secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private static readonly string[] Vendors = ["smartreach", "smartico"];

    [Fact]
    public void Nothing_set_or_no_address_is_no_destination()
    {
        Assert.Empty(Read().All);
        Assert.Empty(Read(("Url", ""), ("Format", "cloudevent"), ("Secret", "")).All);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        Destination crm = Assert.Single(Read(
            ("Url", "https://crm.example.com/hook?key=1"),
            ("Secret", Secret),
            ("Types", "message.*, contact.created"),
            ("Vendors", "smartico"),
            ("Format", "cloudevents-batch"),
            ("MaxPerSecond", "2.5"),
            ("Headers:X_Api_Key", "k")).All);

        Assert.Equal(("crm", "https://crm.example.com/hook?key=1"), (crm.Name, crm.Url.AbsoluteUri));
        Assert.Equal(Secret, crm.Secret);
        Assert.Equal(["message.*", "contact.created"], crm.Types);
        Assert.Equal(["smartico"], crm.Vendors);
        Assert.True(crm.IsBatch);
        Assert.Equal(2.5, crm.MaxPerSecond);
        Assert.Equal("k", crm.Headers["X-Api-Key"]);
    }

    [Theory]
    [InlineData("", "cloudevent")]
    [InlineData("cloudevent", "cloudevent")]
    [InlineData("cloudevents-batch", "cloudevents-batch")]
    [InlineData("json", "json")]
    public void Format_is_one_of_three(string set, string format) =>
        Assert.Equal(format, DestinationReader.FormatOf(
            Assert.Single(Read(("Url", "https://crm.example.com/"), ("Format", set)).All)));

    [Fact]
    public void Types_are_one_or_all_of_a_noun()
    {
        Assert.True(Destination.Is("message.*", EventTypes.MessageSent));
        Assert.True(Destination.Is("message.sent", EventTypes.MessageSent));
        Assert.False(Destination.Is("message.*", EventTypes.ContactCreated));
        Assert.False(Destination.Is("message.sent", EventTypes.MessageOpened));
    }

    [Theory]
    [InlineData("Url", "http://crm.example.com/hook")]
    [InlineData("Url", "ftp://crm.example.com/hook")]
    [InlineData("Url", "/hook")]
    [InlineData("Url", "https://user:word@crm.example.com/hook")]
    [InlineData("Secret", "s3cr3t-value")]
    [InlineData("Secret", "whsec_dG9vLXNob3J0")]
    [InlineData("Secret", "@Microsoft.KeyVault(SecretUri=https://v.example.com/s3cr3t-value)")]
    [InlineData("Types", "message.lost")]
    [InlineData("Types", "*")]
    [InlineData("Vendors", "hubspot")]
    [InlineData("Format", "xml")]
    [InlineData("MaxPerSecond", "0")]
    [InlineData("MaxPerSecond", "fast")]
    [InlineData("Headers:Content-Type", "text/plain")]
    [InlineData("Headers:webhook-id", "mine")]
    [InlineData("Headers:webhook_id", "mine")]
    [InlineData("Headers:Host", "elsewhere.example.com")]
    [InlineData("Headers:X Key", "k")]
    [InlineData("Headers:X-Key", "two\r\nlines")]
    [InlineData("Typ", "message.sent")]
    public void Wrong_setting_is_named_and_its_value_is_not(string name, string value)
    {
        SettingsException wrong = Assert.Throws<SettingsException>(
            () => Read(("Url", "https://crm.example.com/"), (name, value)));

        Assert.Contains(
            $"Destinations__crm__{name.Replace(":", "__", StringComparison.Ordinal)} ",
            wrong.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CRM")]
    [InlineData("my_crm")]
    [InlineData("a-name-that-is-longer-than-32-characters")]
    public void Wrong_name_is_refused(string name) => Assert.Contains(
        name,
        Assert.Throws<SettingsException>(() => Named(name, ("Url", "https://crm.example.com/"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("http://localhost:5000/hook")]
    [InlineData("http://127.0.0.1/hook")]
    [InlineData("http://[::1]:80/hook")]
    public void This_machine_may_be_asked_without_encryption(string url) =>
        Assert.Single(Read(("Url", url)).All);

    [Fact]
    public void Fingerprint_changes_with_each_setting_that_may_mend_a_destination()
    {
        Destination one = new("crm", new Uri("https://crm.example.com/"));
        Destination[] others =
        [
            one with { Url = new Uri("https://crm.example.com/2") },
            one with { Secret = Secret },
            one with { Types = ["message.*"] },
            one with { Headers = new Dictionary<string, string> { ["X-Key"] = "k" } },
            one with { Format = DestinationFormat.Json },
        ];

        Assert.Equal(one.Fingerprint, (one with { MaxPerSecond = 1 }).Fingerprint);
        Assert.Equal(6, others.Append(one).Select(other => other.Fingerprint).Distinct().Count());
    }

    private static DestinationList Read(params (string Name, string Value)[] settings) => Named("crm", settings);

    private static DestinationList Named(string name, params (string Name, string Value)[] settings) =>
        new SettingsReader(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Reverse().DistinctBy(setting => setting.Name).Select(setting =>
                new KeyValuePair<string, string?>($"Destinations:{name}:{setting.Name}", setting.Value)))
            .Build()).Destinations(Vendors);
}
