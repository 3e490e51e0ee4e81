using System.Text.Json;
using Webhooks.Host.Tests.Hosting;
using Webhooks.Host.Tests.Scenarios;
using Webhooks.Tools.Azurite;

namespace Webhooks.Host.Tests.Cases;

/// <summary>Every file of <c>tests/Scenarios</c>, whose README says what is in one, happens as it says.</summary>
[Collection(Hosts.Shared)]
public sealed class ScenarioTests(Hosts hosts)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Scenarios");

    [Theory, OnEachHost]
    public async Task Every_scenario_ends_as_it_says(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        string[] files = Directory.GetFiles(Folder, "*.json");
        Assert.InRange(files.Length, 10, 100);

        string[][] wrong = await Task.WhenAll(files.Select(async file =>
        {
            using JsonDocument scenario = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            ScenarioRun run = new(visitor, scenario.RootElement);
            return (await run.RunAsync()).Select(what => $"{Path.GetFileNameWithoutExtension(file)}: {what}").ToArray();
        }));

        Assert.True(
            wrong.All(one => one.Length == 0), string.Join(Environment.NewLine, wrong.SelectMany(one => one)));
    }
}
