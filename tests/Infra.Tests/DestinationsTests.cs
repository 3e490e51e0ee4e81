using Webhooks.Infra.Tests.Compiling;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>Sending events on costs nothing where nobody asked for it.</summary>
public sealed class DestinationsTests
{
    [BicepFact]
    public async Task Without_a_destination_nobody_polls_the_queues_of_what_is_sent_on()
    {
        IReadOnlyDictionary<string, string> deployed = await AppSettings.DeployedAsync("small");

        string[] functions = [.. RepositoryFile.Text("src/Functions/Background/QueueFunctions.cs")
            .Split("[Function(\"").Skip(1)
            .Where(function => function.Contains("StorageNames.Outgoing", StringComparison.Ordinal))
            .Select(function => function[..function.IndexOf('"', StringComparison.Ordinal)])];
        Assert.Equal(2, functions.Length);
        Assert.All(functions, name => Assert.Equal("true", deployed[$"AzureWebJobs.{name}.Disabled"]));
    }
}
