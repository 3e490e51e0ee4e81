using System.Text.Json;
using Webhooks.Infra.Tests.Compiling;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>
/// What may be asked for besides a set-up does what docs/deploying.md says, and nothing unless it is asked for.
/// </summary>
public sealed class OptionsTests
{
    private const string Network = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/own";

    [BicepFact]
    public async Task Small_set_up_has_none_of_them()
    {
        Deployment small = await Deployment.OfAsync("WEBHOOKS_SETUP=small");

        Assert.DoesNotContain(small.Resources.Select(Type), type =>
            type is "Microsoft.Consumption/budgets" or "Microsoft.Insights/webtests"
                or "Microsoft.Insights/diagnosticSettings" or "Microsoft.Web/sites/config"
            || type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
        Assert.Equal("Allow", Site(small).GetProperty("ipSecurityRestrictionsDefaultAction").GetString());
        Assert.Single(small.Of("Microsoft.Storage/storageAccounts"));
    }

    [BicepFact]
    public async Task Production_makes_a_network_and_an_account_for_backups_and_is_looked_at_from_outside()
    {
        Deployment production = await Deployment.OfAsync("WEBHOOKS_SETUP=production");

        Assert.Single(production.Of("Microsoft.Network/virtualNetworks"));
        Assert.Equal(3, production.Of("Microsoft.Network/privateEndpoints").Count());
        Assert.Equal(3, production.Of("Microsoft.Network/privateDnsZones").Count());
        Assert.Equal(
            ["old-versions"],
            production.One("Microsoft.Storage/storageAccounts/managementPolicies").GetProperty("policy")
            .GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("name").GetString()));
        Assert.Single(production.Of("Microsoft.Insights/webtests"));
        Assert.Equal(3, production.Of("Microsoft.Insights/diagnosticSettings").Count());
        Assert.Empty(production.Doubts);
    }

    [BicepFact]
    public async Task Network_of_your_own_is_used_and_none_is_made()
    {
        Deployment own = await AllAsync();

        Assert.Empty(own.Of("Microsoft.Network/virtualNetworks"));
        Assert.Empty(own.Of("Microsoft.Network/privateDnsZones"));
        Assert.Empty(own.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups"));
        Assert.All(own.Of("Microsoft.Network/privateEndpoints"), endpoint =>
            Assert.Equal(
                $"{Network}/subnets/endpoints",
                endpoint.GetProperty("properties").GetProperty("subnet").GetProperty("id").GetString()));
        Assert.Equal(
            $"{Network}/subnets/app", own.One("Microsoft.Web/sites").GetProperty("virtualNetworkSubnetId").GetString());
    }

    [BicepFact]
    public async Task Callers_are_let_in_with_the_availability_test_and_nobody_else()
    {
        JsonElement site = Site(await AllAsync());

        Assert.Equal("Deny", site.GetProperty("ipSecurityRestrictionsDefaultAction").GetString());
        Assert.Equal(
            ["192.0.2.1/32", "198.51.100.0/24", "ApplicationInsightsAvailability"],
            site.GetProperty("ipSecurityRestrictions").EnumerateArray()
                .Select(rule => rule.GetProperty("ipAddress").GetString()));
    }

    [BicepFact]
    public async Task Sign_in_is_in_front_of_the_page_alone()
    {
        JsonElement validation = (await AllAsync()).One("Microsoft.Web/sites/config").GetProperty("globalValidation");
        string[] free = [.. validation.GetProperty("excludedPaths").EnumerateArray().Select(path => path.GetString()!)];
        (bool page, string path)[] paths = [.. JsonDocument.Parse(RepositoryFile.Text("docs/openapi.json")).RootElement
            .GetProperty("paths").EnumerateObject()
            .Select(path => (path.Name.StartsWith("/dashboard", StringComparison.Ordinal), $"/api{path.Name}"))];

        Assert.Equal("RedirectToLoginPage", validation.GetProperty("unauthenticatedClientAction").GetString());
        Assert.Contains(paths, path => path.page);
        Assert.All(paths, path => Assert.NotEqual(path.page, free.Any(excluded => Covers(excluded, path.path))));
        Assert.All(
            paths.Where(path => path.path.StartsWith("/api/webhooks/", StringComparison.Ordinal)),
            path => Assert.Contains(path.path, free));
    }

    [BicepFact]
    public async Task Budget_and_alerts_tell_the_same_people()
    {
        Deployment all = await AllAsync();
        JsonElement people = all.One("Microsoft.Insights/actionGroups");
        JsonElement budget = all.One("Microsoft.Consumption/budgets");

        Assert.Equal(
            "you@example.com",
            Assert.Single(people.GetProperty("emailReceivers").EnumerateArray()).GetProperty("emailAddress")
                .GetString());
        // It may hold a secret, so that the compiler keeps its value out of what it prints.
        Assert.Contains("serviceUri", people.GetProperty("webhookReceivers").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            (100, "2026-12-01"),
            (
                budget.GetProperty("amount").GetInt32(),
                budget.GetProperty("timePeriod").GetProperty("startDate").GetString()));
        Assert.Equal(2, budget.GetProperty("notifications").EnumerateObject().Count());
    }

    private static Task<Deployment> AllAsync() => Deployment.OfAsync(
        "WEBHOOKS_SETUP=production", "WEBHOOKS_DNS_ZONES=policy", "WEBHOOKS_SIGN_IN_CLIENT_ID=client",
        $"WEBHOOKS_APP_SUBNET_ID={Network}/subnets/app", $"WEBHOOKS_ENDPOINT_SUBNET_ID={Network}/subnets/endpoints",
        "WEBHOOKS_CALLER_ADDRESSES=192.0.2.1,198.51.100.0/24",
        "WEBHOOKS_MONTHLY_BUDGET=100", "WEBHOOKS_BUDGET_FROM=2026-12-01", "WEBHOOKS_ALERT_EMAIL=you@example.com",
        "WEBHOOKS_ALERT_WEBHOOK=https://example.com/alerts?secret=1");

    private static bool Covers(string excluded, string path) =>
        excluded.EndsWith("/*", StringComparison.Ordinal)
            ? path.StartsWith(excluded[..^1], StringComparison.Ordinal)
            : excluded == path;

    private static string Type(JsonElement resource) => resource.GetProperty("type").GetString()!;

    private static JsonElement Site(Deployment setup) => setup.One("Microsoft.Web/sites").GetProperty("siteConfig");
}
