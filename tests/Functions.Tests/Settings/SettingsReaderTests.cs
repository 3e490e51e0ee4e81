using Microsoft.Extensions.Configuration;
using Webhooks.Functions.Settings;

namespace Webhooks.Functions.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Nothing_set_gives_the_defaults()
    {
        WebhookSettings settings = Reader().Webhooks();

        Assert.Equal((4 * 1024 * 1024, 0), (settings.MaxBodyBytes, settings.RetentionDays));
        Assert.Equal("login", Reader().Vendors().Smartico.Fields.User);
    }

    [Theory]
    [InlineData("MaxBodyBytes", "1 MB")]
    [InlineData("MaxBodyBytes", "0")]
    [InlineData("MaxBodyBytes", "99999999999")]
    [InlineData("RetentionDays", "-1")]
    [InlineData("RetentionDays", "forever")]
    public void Wrong_number_is_named_with_what_it_should_be(string name, string value)
    {
        SettingsException exception = Assert.Throws<SettingsException>(() => Reader((name, value)).Webhooks());

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(" from ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_schedule_is_named_with_an_example()
    {
        SettingsException exception =
            Assert.Throws<SettingsException>(() => Reader(("RollupSchedule", "5 minutes")).Webhooks());

        Assert.Contains("RollupSchedule", exception.Message, StringComparison.Ordinal);
        Assert.Contains("0 */5 * * * *", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Field_names_of_the_Smartico_template_are_read()
    {
        Assert.Equal("player", Reader(("Vendors:Smartico:Fields:User", "player")).Vendors().Smartico.Fields.User);
    }

    [Fact]
    public void Wrong_field_names_are_named()
    {
        SettingsException exception = Assert.Throws<SettingsException>(
            () => Reader(("Vendors:Smartico:Fields:User", "time")).Vendors());

        Assert.Contains("Vendors__Smartico__Fields__", exception.Message, StringComparison.Ordinal);
    }

    private static SettingsReader Reader(params (string Name, string Value)[] values) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => new KeyValuePair<string, string?>(value.Name, value.Value)))
        .Build());
}
