using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>The code, the sample, Bicep and README name the same settings.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Sample_names_each_setting_once() => Assert.Equal(AppSettings.SampleLines.Distinct(), AppSettings.SampleLines);

    [Fact]
    public void Sample_has_the_settings_that_the_code_reads() =>
        Same.Names(AppSettings.OfCode, AppSettings.Sample.Keys, "local.settings.sample.json");

    [Fact]
    public void Bicep_has_the_settings_of_the_sample() =>
        Same.Names(AppSettings.Sample.Keys, AppSettings.OfBicep, "infra/settings.bicep and infra/app.bicep");

    [Fact]
    public void Readme_has_the_settings_of_the_sample() =>
        Same.Names(AppSettings.Sample.Keys, AppSettings.OfReadme, "README.md, table | Setting |");

    [Fact]
    public void Defaults_in_Bicep_are_the_values_of_the_sample() =>
        Assert.All(AppSettings.BicepDefaults, setting => Assert.Equal(AppSettings.Sample[setting.Key], setting.Value));

    [Theory]
    [InlineData("infra/small.bicepparam")]
    [InlineData("infra/production.bicepparam")]
    public void Set_up_changes_only_settings_and_parameters_that_exist(string file)
    {
        Assert.Empty(Bicep.Properties(file, "settings", "param").Keys.Except(AppSettings.BicepDefaults.Keys));
        Assert.Empty(Bicep.Parameters(file).Except(Bicep.Parameters("infra/main.bicep")));
    }

    [Fact]
    public void Identity_is_all_that_a_connection_has()
    {
        foreach (string connection in (string[])["AzureWebJobsStorage", "WebhookStorage"])
        {
            Assert.Contains($"{connection}__credential", AppSettings.BicepConnections);
            Assert.Contains($"{connection}__clientId", AppSettings.BicepConnections);
            Assert.Contains($"{connection}__queueServiceUri", AppSettings.BicepConnections);
            Assert.Contains($"{connection}__tableServiceUri", AppSettings.BicepConnections);
            Assert.DoesNotContain(connection, AppSettings.BicepConnections);
        }
    }

    [Fact]
    public void Settings_that_Flex_Consumption_refuses_are_not_set()
    {
        string[] refused =
        [
            "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME_VERSION",
            "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_PROCESS_COUNT", "WEBSITE_RUN_FROM_PACKAGE",
            "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE", "WEBSITE_VNET_ROUTE_ALL",
            "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "SCM_DO_BUILD_DURING_DEPLOYMENT", "ENABLE_ORYX_BUILD", "WEBSITE_TIME_ZONE",
        ];
        Assert.Empty(AppSettings.BicepConnections.Concat(AppSettings.BicepDefaults.Keys).Intersect(refused));
    }
}
