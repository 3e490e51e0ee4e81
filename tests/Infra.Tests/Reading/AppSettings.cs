using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Functions.Settings;
using Webhooks.Infra.Tests.Compiling;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;

namespace Webhooks.Infra.Tests.Reading;

/// <summary>The names of the app's own settings, in each of the places that have them.</summary>
public static partial class AppSettings
{
    private static readonly string[] OfTheHost = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME"];

    /// <summary>local.settings.sample.json, a name for each line.</summary>
    public static IReadOnlyList<string> SampleLines { get; } = [.. OfSample().Select(setting => setting.Name)];

    /// <summary>local.settings.sample.json without the host's own, with the values.</summary>
    public static IReadOnlyDictionary<string, string> Sample { get; } = OfSample()
        .Where(setting => !OfTheHost.Contains(setting.Name)).DistinctBy(setting => setting.Name)
        .ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);

    /// <summary>
    /// What the app is deployed with, values included. What only Azure knows is an expression in brackets.
    /// </summary>
    /// <param name="setup">The set-up.</param>
    public static async Task<IReadOnlyDictionary<string, string>> DeployedAsync(string setup) =>
        (await Deployment.OfAsync($"WEBHOOKS_SETUP={setup}")).One("Microsoft.Web/sites").GetProperty("siteConfig")
            .GetProperty("appSettings")
            .EnumerateArray()
            .ToDictionary(
                setting => setting.GetProperty("name").GetString()!,
                setting => setting.GetProperty("value").GetString()!);

    /// <summary>
    /// Deployed settings as the sample calls them: each connection by its one name, without the host's own and switches
    /// of single functions.
    /// </summary>
    /// <param name="deployed">Names of <see cref="DeployedAsync"/>.</param>
    public static IEnumerable<string> OfTheApp(IEnumerable<string> deployed) => deployed
        .Select(name => name.StartsWith($"{StorageConnection.Setting}__", StringComparison.Ordinal)
            ? StorageConnection.Setting
            : name)
        .Where(name => !name.StartsWith("AzureWebJobsStorage__", StringComparison.Ordinal)
            && !name.StartsWith("AzureWebJobs.", StringComparison.Ordinal)
            && !name.StartsWith("APPLICATIONINSIGHTS_", StringComparison.Ordinal))
        .Distinct();

    /// <summary>What the code reads: its options, the connection, and the names in trigger attributes.</summary>
    public static IEnumerable<string> OfCode => typeof(WebhookSettings).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(WebhookSettings).Namespace
            && type.Name.EndsWith("Settings", StringComparison.Ordinal))
        .SelectMany(type => Leaves(type, ""))
        .Concat(Leaves(typeof(VendorOptions), "Vendors__"))
        .Concat(Leaves(typeof(DestinationOptions), "Destinations__crm__"))
        .Append(StorageConnection.Setting)
        .Concat(RepositoryFile.All("src", "*.cs").SelectMany(file => SettingInCode().Matches(RepositoryFile.Text(file))
            .Select(match => match.Groups["name"].Value)))
        .Distinct();

    /// <summary>
    /// README's table; a name that ends in * stands for all that begin so, <c>__Time</c> for one beside the row's own.
    /// </summary>
    public static IEnumerable<string> OfReadme => MarkdownTable.Rows("README.md", "Setting")
        .SelectMany(row => MarkdownTable.Code(row[0]).Concat(Beside(row)))
        .Select(name => name.StartsWith(StorageConnection.Setting, StringComparison.Ordinal)
            ? StorageConnection.Setting
            : name)
        .SelectMany(name =>
            name.EndsWith('*')
                ? Sample.Keys.Where(key => key.StartsWith(name[..^1], StringComparison.Ordinal))
                : [name])
        .Except(OfTheHost)
        .Distinct();

    private static JsonElement.ObjectEnumerator OfSample() =>
        JsonDocument.Parse(RepositoryFile.Text("local.settings.sample.json")).RootElement.GetProperty("Values")
            .EnumerateObject();

    private static IEnumerable<string> Beside(IReadOnlyList<string> row)
    {
        string name = MarkdownTable.Code(row[0]).FirstOrDefault("");
        return row.Skip(1).SelectMany(MarkdownTable.Code)
            .Where(code => code.StartsWith("__", StringComparison.Ordinal))
            .Select(code => name[..Math.Max(0, name.LastIndexOf("__", StringComparison.Ordinal))] + code);
    }

    private static IEnumerable<string> Leaves(Type type, string prefix) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
            property.PropertyType.Assembly == typeof(string).Assembly
                ? [prefix + property.Name]
                : Leaves(property.PropertyType, $"{prefix}{property.Name}__"));

    [GeneratedRegex("""
        "%(?<name>\w+)%"|configuration\["(?<name>\w+)"\]
        """)]
    private static partial Regex SettingInCode();
}
