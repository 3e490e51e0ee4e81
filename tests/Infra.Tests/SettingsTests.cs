using Webhooks.Infra.Tests.Compiling;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>The code, the sample, Bicep and README name the same settings.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Sample_names_each_setting_once() =>
        Assert.Equal(AppSettings.SampleLines.Distinct(), AppSettings.SampleLines);

    [Fact]
    public void Sample_has_the_settings_that_the_code_reads() =>
        AssertNames.Equal(AppSettings.OfCode, AppSettings.Sample.Keys, "local.settings.sample.json");

    [BicepFact]
    public async Task App_is_deployed_with_the_settings_of_the_sample() =>
        AssertNames.Equal(
            AppSettings.Sample.Keys,
            AppSettings.OfTheApp((await AppSettings.DeployedAsync("small")).Keys),
            "infra/settings.bicep and infra/app.bicep");

    [Fact]
    public void Readme_has_the_settings_of_the_sample() =>
        AssertNames.Equal(AppSettings.Sample.Keys, AppSettings.OfReadme, "README.md, table | Setting |");

    [BicepFact]
    public async Task Defaults_in_Azure_are_the_values_of_the_sample()
    {
        IReadOnlyDictionary<string, string> deployed = await AppSettings.DeployedAsync("small");

        Assert.All(
            AppSettings.Sample.Where(setting => deployed.ContainsKey(setting.Key)),
            setting => Assert.Equal(setting.Value, deployed[setting.Key]));
    }

    [BicepFact]
    public async Task Set_up_changes_values_of_settings_that_exist() => AssertNames.Equal(
        (await AppSettings.DeployedAsync("small")).Keys,
        (await AppSettings.DeployedAsync("production")).Keys,
        "settings of production");

    [BicepFact]
    public async Task Identity_is_all_that_a_connection_has()
    {
        IEnumerable<string> deployed = (await AppSettings.DeployedAsync("small")).Keys;

        foreach (string connection in (string[])["AzureWebJobsStorage", "WebhookStorage"])
        {
            Assert.Superset(
                new HashSet<string>([
                    $"{connection}__credential",
                    $"{connection}__clientId",
                    $"{connection}__queueServiceUri",
                    $"{connection}__tableServiceUri",
                ]),
                new HashSet<string>(deployed));
            Assert.DoesNotContain(connection, deployed);
        }
    }

    [BicepFact]
    public async Task Settings_that_Flex_Consumption_refuses_are_not_set()
    {
        string[] refused =
        [
            "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME_VERSION",
            "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_PROCESS_COUNT", "WEBSITE_RUN_FROM_PACKAGE",
            "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE", "WEBSITE_VNET_ROUTE_ALL",
            "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "SCM_DO_BUILD_DURING_DEPLOYMENT", "ENABLE_ORYX_BUILD",
            "WEBSITE_TIME_ZONE",
        ];

        Assert.Empty((await AppSettings.DeployedAsync("production")).Keys.Intersect(refused));
    }
}
