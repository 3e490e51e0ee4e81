using System.Globalization;
using Microsoft.Azure.Functions.Worker.Local.Queues;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>host.json with the environment's <c>AzureFunctionsJobHost__*</c> on top, checked.</summary>
internal sealed record HostJson(string RoutePrefix, TimeSpan? FunctionTimeout, QueueSettings Queues, IReadOnlyDictionary<string, string?> LogLevels)
{
    private const string OverridePrefix = "AzureFunctionsJobHost__";

    public static HostJson Default { get; } = new("api", null, new QueueSettings(), new Dictionary<string, string?>());

    public static HostJson Read(string baseDirectory, IReadOnlyDictionary<string, string?> localSettings)
    {
        IConfiguration root = Load(baseDirectory, localSettings);
        IConfigurationSection queues = root.GetSection("extensions:queues");
        int batchSize = Number(queues, "batchSize", 16, 1, 32);
        QueueSettings settings = new()
        {
            BatchSize = batchSize,
            NewBatchThreshold = Number(queues, "newBatchThreshold", batchSize / 2 * Environment.ProcessorCount, 0, int.MaxValue),
            MaxDequeueCount = Number(queues, "maxDequeueCount", 5, 1, int.MaxValue),
            VisibilityTimeout = Time(queues, "visibilityTimeout", TimeSpan.Zero, TimeSpan.FromDays(7)) ?? TimeSpan.Zero,
            MaxPollingInterval = Time(queues, "maxPollingInterval", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)) ?? TimeSpan.FromSeconds(2),
            IsBase64 = Encoding(queues),
        };
        Dictionary<string, string?> levels = root.GetSection("logging:logLevel").AsEnumerable(makePathsRelative: true)
            .Where(level => level.Value is not null).ToDictionary(level => level.Key, level => level.Value, StringComparer.OrdinalIgnoreCase);
        return new HostJson(
            (root["extensions:http:routePrefix"] ?? "api").Trim('/'),
            Time(root, "functionTimeout", TimeSpan.FromSeconds(1), TimeSpan.MaxValue),
            settings,
            levels);
    }

    private static IConfigurationRoot Load(string baseDirectory, IReadOnlyDictionary<string, string?> localSettings)
    {
        Dictionary<string, string?> overrides = localSettings
            .Where(setting => setting.Key.StartsWith(OverridePrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(setting => setting.Key[OverridePrefix.Length..].Replace("__", ":", StringComparison.Ordinal), setting => setting.Value);
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(baseDirectory, "host.json"), optional: true)
                .AddInMemoryCollection(overrides)
                .AddEnvironmentVariables(OverridePrefix)
                .Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new LocalHostException($"host.json is not valid JSON: {(e.InnerException ?? e).GetBaseException().Message}", e);
        }
    }

    private static int Number(IConfiguration section, string name, int fallback, int least, int most)
    {
        string? text = section[name];
        if (text is null)
            return fallback;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            return number;
        string range = most == int.MaxValue ? $"{least} or more" : $"from {least} to {most}";
        throw Invalid(section, name, text, $"a whole number, {range}");
    }

    private static TimeSpan? Time(IConfiguration section, string name, TimeSpan least, TimeSpan most)
    {
        string? text = section[name];
        if (string.IsNullOrEmpty(text) || text == "-1")
            return null;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) && time >= least && time <= most)
            return time;
        string range = most == TimeSpan.MaxValue ? $"{least:c} or more" : $"from {least:c} to {most:c}";
        throw Invalid(section, name, text, $"a time as hh:mm:ss, {range}");
    }

    private static bool Encoding(IConfiguration section) => section["messageEncoding"]?.ToUpperInvariant() switch
    {
        null or "BASE64" => true,
        "NONE" => false,
        _ => throw Invalid(section, "messageEncoding", section["messageEncoding"], "base64 or none"),
    };

    private static LocalHostException Invalid(IConfiguration section, string name, string? value, string wanted)
    {
        string path = section is IConfigurationSection inner ? $"{inner.Path.Replace(':', '.')}.{name}" : name;
        return new LocalHostException($"host.json: {path} is \"{value}\", but must be {wanted}.");
    }
}
