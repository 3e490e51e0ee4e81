using System.Text.Json;
using Webhooks.Infra.Tests.Compiling;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>No key, no password, no secret that could be read later, and no more rights than needed.</summary>
public sealed class LockedDownTests
{
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private const string StorageBlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string StorageQueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string StorageQueueDataReader = "19e7f393-937e-4f77-808e-94535e297925";
    private const string StorageTableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string StorageTableDataReader = "76199698-9eea-4c19-bc75-cec21354c6b6";
    private const string MonitoringMetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";
    private const string Operator = "11111111-2222-3333-4444-555555555555";

    [BicepFact]
    public async Task App_may_use_storage_and_telemetry_and_no_more() => Assert.Equal(
        ((string[])[
            StorageBlobDataOwner,
            StorageQueueDataContributor,
            StorageTableDataContributor,
            MonitoringMetricsPublisher,
        ]).Order(),
        (await RolesAsync("userAssignedIdentities")).Order());

    [BicepTheory]
    [InlineData("deployer()")]
    [InlineData(Operator)]
    public async Task People_may_look(string who) =>
        Assert.Equal(
            ((string[])[StorageQueueDataReader, StorageTableDataReader]).Order(), (await RolesAsync(who)).Order());

    [BicepTheory]
    [InlineData("small")]
    [InlineData("production")]
    public async Task Storage_is_closed_to_keys_and_to_the_public(string setup)
    {
        JsonElement[] accounts = [.. (await SetupAsync(setup)).Of("Microsoft.Storage/storageAccounts").Select(
            account => account.GetProperty("properties"))];

        Assert.Equal(setup == "production" ? 2 : 1, accounts.Length);
        Assert.All(accounts, account =>
        {
            Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
            Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
            Assert.True(account.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
            Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
        });
        Assert.Equal(
            setup == "production" ? ("Disabled", "Deny") : ("Enabled", "Allow"),
            (
                accounts[0].GetProperty("publicNetworkAccess").GetString(),
                accounts[0].GetProperty("networkAcls").GetProperty("defaultAction").GetString()));
    }

    [BicepFact]
    public async Task App_takes_HTTPS_alone_and_no_password()
    {
        Deployment setup = await SetupAsync("small");
        JsonElement site = setup.One("Microsoft.Web/sites");

        Assert.True(site.GetProperty("httpsOnly").GetBoolean());
        Assert.Equal("1.2", site.GetProperty("siteConfig").GetProperty("minTlsVersion").GetString());
        Assert.Equal("Disabled", site.GetProperty("siteConfig").GetProperty("ftpsState").GetString());
        Assert.All(
            setup.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies"),
            policy => Assert.False(policy.GetProperty("properties").GetProperty("allow").GetBoolean()));
        Assert.Equal(["ftp", "scm"], setup.Names("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Order());
    }

    [BicepFact]
    public async Task Telemetry_is_sent_with_the_identity_alone()
    {
        Deployment setup = await SetupAsync("small");

        Assert.True(setup.One("Microsoft.Insights/components").GetProperty("DisableLocalAuth").GetBoolean());
        Assert.True(setup.One("Microsoft.OperationalInsights/workspaces").GetProperty("features")
            .GetProperty("disableLocalAuth").GetBoolean());
    }

    [BicepFact]
    public async Task No_output_is_a_secret()
    {
        IEnumerable<string> outputs = (await Template.SectionAsync("outputs")).Keys;

        Assert.NotEmpty(outputs);
        Assert.All(
            outputs,
            output => Assert.DoesNotMatch("(?i)key|secret|password|token|connection|credential|sas|clientId", output));
        Assert.Equal(
            "securestring",
            (await Template.SectionAsync("parameters"))["alertWebhook"].GetProperty("type").GetString());
    }

    [BicepFact]
    public async Task Nothing_asks_for_a_key() =>
        Assert.DoesNotMatch("(?i)listKeys|listAccountSas|listServiceSas|AccountKey=", await Template.TextAsync());

    [Fact]
    public void Nothing_is_taken_from_a_registry() =>
        Assert.All(
            RepositoryFile.All("infra", "*.bicep*"),
            file => Assert.DoesNotMatch("'(br|ts)[:/]", RepositoryFile.Text(file)));

    private static Task<Deployment> SetupAsync(string name) => Deployment.OfAsync($"WEBHOOKS_SETUP={name}");

    private static async Task<IEnumerable<string>> RolesAsync(string who) =>
        (await Deployment.OfAsync("WEBHOOKS_SETUP=small", $"WEBHOOKS_OPERATOR_ID={Operator}"))
            .Of("Microsoft.Authorization/roleAssignments")
            .Select(assignment => assignment.GetProperty("properties"))
            .Where(properties =>
                properties.GetProperty("principalId").GetString()!.Contains(who, StringComparison.Ordinal))
            .Select(properties =>
                properties.GetProperty("roleDefinitionId").GetString()!.Trim('[', ']', '(', ')', '\'')
                    .Split('/', '\'')[^1]);
}
