using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;
using Webhooks.Storage;

namespace Webhooks.Infra.Tests;

/// <summary>What the code calls a thing is what infra/ creates.</summary>
public sealed class NamesTests
{
    private const string File = "infra/names.bicep";

    [Fact]
    public void Tables_in_Bicep_are_those_of_the_code() => Same.Names(StorageNames.Tables, Bicep.Strings(File, "tables"), $"tables of {File}");

    [Fact]
    public void Queues_in_Bicep_are_those_of_the_code() =>
        Same.Names(StorageNames.Queues, Bicep.Strings(File, "queues"), $"queues of {File}");

    [Fact]
    public void Names_are_legal()
    {
        Assert.All(Bicep.Strings(File, "tables"), name => Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,62}$", name));
        Assert.All(Bicep.Strings(File, "queues"), name => Assert.Matches("^[a-z0-9](-?[a-z0-9]){2,62}$", name));
    }

    [Fact]
    public void Functions_that_the_alerts_ask_for_exist()
    {
        string[] functions = [.. RepositoryFile.All("src/Functions", "*.cs")
            .SelectMany(file => Regex.Matches(RepositoryFile.Text(file), @"\[Function\((?:nameof\((\w+)\)|""(\w+)"")\)\]"))
            .Select(match => match.Groups[1].Value + match.Groups[2].Value)];
        string[] asked = [.. Regex.Matches(RepositoryFile.Text("infra/alerts.bicep"), @"'([A-Z]\w+(?:Webhook|Deliveries|Counts))'")
            .Select(match => match.Groups[1].Value).Distinct()];

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(functions));
    }
}
