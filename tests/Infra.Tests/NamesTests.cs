using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Compiling;
using Webhooks.Infra.Tests.Reading;
using Webhooks.Storage;

namespace Webhooks.Infra.Tests;

/// <summary>What the code calls a thing is what infra/ creates.</summary>
public sealed class NamesTests
{
    private const string Tables = "Microsoft.Storage/storageAccounts/tableServices/tables";
    private const string Queues = "Microsoft.Storage/storageAccounts/queueServices/queues";

    [BicepFact]
    public async Task Tables_in_Azure_are_those_of_the_code() =>
        AssertNames.Equal(StorageNames.Tables, (await SmallAsync()).Names(Tables), "tables of infra/names.bicep");

    [BicepFact]
    public async Task Queues_in_Azure_are_those_of_the_code() =>
        AssertNames.Equal(StorageNames.Queues, (await SmallAsync()).Names(Queues), "queues of infra/names.bicep");

    [BicepFact]
    public async Task Names_are_legal()
    {
        Deployment small = await SmallAsync();

        Assert.All(small.Names(Tables), name => Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,62}$", name));
        Assert.All(small.Names(Queues), name => Assert.Matches("^[a-z0-9](-?[a-z0-9]){2,62}$", name));
        Assert.All(small.Names("Microsoft.Storage/storageAccounts"), name => Assert.Matches("^[a-z0-9]{3,24}$", name));
    }

    [BicepFact]
    public async Task Metrics_that_the_alerts_read_are_ones_that_the_app_sends()
    {
        string[] read = [.. (await SmallAsync()).Of("Microsoft.Insights/scheduledQueryRules").SelectMany(Queries)
            .SelectMany(query => Regex.Matches(query, @"'(webhooks\.[a-z.]+)'")).Select(match => match.Groups[1].Value)
            .Distinct()];
        string[] sent = [.. Regex.Matches(
            RepositoryFile.Text("src/Functions/Telemetry/WebhookMetrics.cs"), @"""(webhooks\.[a-z.]+)""")
            .Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(read);
        Assert.Empty(read.Except(sent));
        AssertNames.Equal(sent, MarkdownTable.Rows("docs/telemetry.md", "metric")
            .Select(row => MarkdownTable.Code(row[0]).Single()), "docs/telemetry.md, table | metric |");
    }

    [BicepFact]
    public async Task Alerts_read_nothing_that_is_sampled() =>
        Assert.All(
            (await SmallAsync()).Of("Microsoft.Insights/scheduledQueryRules").SelectMany(Queries),
            query => Assert.DoesNotMatch("AppRequests|AppDependencies", query));

    private static Task<Deployment> SmallAsync() => Deployment.OfAsync("WEBHOOKS_SETUP=small");

    private static IEnumerable<string> Queries(JsonElement rule) =>
        rule.GetProperty("properties").GetProperty("criteria").GetProperty("allOf").EnumerateArray()
            .Select(criterion => criterion.GetProperty("query").GetString()!);
}
