using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Webhooks.Tools.LocalHost;

/// <summary>
/// host.json and the environment, laid out as in the real host: host.json's values below <c>AzureFunctionsJobHost</c>,
/// so that variables such as <c>AzureFunctionsJobHost__extensions__queues__batchSize</c> replace them.
/// </summary>
internal static class HostConfiguration
{
    /// <summary>The section that holds host.json.</summary>
    public const string Section = "AzureFunctionsJobHost";

    /// <summary>Reads both.</summary>
    /// <param name="folder">Where host.json is.</param>
    /// <exception cref="LocalHostException">host.json is missing or not JSON.</exception>
    public static IConfigurationRoot Read(string folder)
    {
        string path = Path.Combine(folder, "host.json");
        try
        {
            using FileStream file = File.OpenRead(path);
            IEnumerable<KeyValuePair<string, string?>> values = new ConfigurationBuilder()
                .AddJsonStream(file).Build().AsEnumerable()
                .Where(pair => pair.Value is not null)
                .Select(pair => KeyValuePair.Create($"{Section}:{pair.Key}", pair.Value));
            return new ConfigurationBuilder()
                // Where the WebJobs SDK looks for extensions:queues and the like.
                .AddInMemoryCollection([.. values, new("AzureWebJobsConfigurationSection", Section)])
                .AddEnvironmentVariables()
                .Build();
        }
        catch (Exception e) when (e is IOException or FormatException or JsonException or UnauthorizedAccessException)
        {
            throw new LocalHostException($"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>What goes before every function's route.</summary>
    public static string RoutePrefix(this IConfiguration configuration) =>
        configuration[$"{Section}:extensions:http:routePrefix"] ?? "api";

    /// <summary>
    /// A limit of host.json's <c>extensions.http</c>; null where it is not given or -1, which is without.
    /// </summary>
    public static int? HttpLimit(this IConfiguration configuration, string name) =>
        int.TryParse(configuration[$"{Section}:extensions:http:{name}"], CultureInfo.InvariantCulture, out int limit)
            && limit >= 0 ? limit : null;

    /// <summary>How long a function may take: 30 minutes unless told; null where host.json says -1.</summary>
    public static TimeSpan? FunctionTimeout(this IConfiguration configuration) =>
        configuration[$"{Section}:functionTimeout"] switch
        {
            null => TimeSpan.FromMinutes(30),
            "-1" => null,
            string text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan timeout)
                ? timeout
                : throw new LocalHostException($"functionTimeout of host.json is not a time: {text}"),
        };
}
