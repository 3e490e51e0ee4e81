using System.Collections;
using System.Text.Json;

namespace Webhooks.Tools.LocalRun;

/// <summary>The values of local.settings.json, or of the sample where there is none.</summary>
public static class LocalSettings
{
    /// <summary>The committed file that shows every setting, and serves where there is no other.</summary>
    public const string SampleFile = "local.settings.sample.json";

    private static readonly JsonDocumentOptions Tolerant =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The values that the app's environment lacks.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="environment">The environment's variables: they win.</param>
    /// <returns>The variables to add.</returns>
    /// <exception cref="LocalRunException">The file can't be read.</exception>
    public static IReadOnlyDictionary<string, string> Missing(string folder, IDictionary environment)
    {
        HashSet<string> present = new(environment.Keys.Cast<string>(), StringComparer.OrdinalIgnoreCase);
        string own = Path.Combine(folder, "local.settings.json");
        string path = File.Exists(own) ? own : Path.Combine(folder, SampleFile);
        return Read(path).Where(value => !IsSet(value.Key)).ToDictionary();

        // A connection may be given as WebhookStorage__accountName and the like instead of a connection string.
        bool IsSet(string name) =>
            present.Contains(name)
                || present.Any(key => key.StartsWith($"{name}__", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The values in a file of the form of local.settings.json; comments are tolerated.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Names and values.</returns>
    /// <exception cref="LocalRunException">The file can't be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(path), Tolerant);
            return settings.RootElement.GetProperty("Values").EnumerateObject()
                .ToDictionary(value => value.Name, value => value.Value.ToString());
        }
        catch (Exception e)
            when (e is JsonException or IOException or InvalidOperationException or KeyNotFoundException)
        {
            throw new LocalRunException(
                $"{path} cannot be read, so correct it, or delete it and copy the sample: {e.Message}", e);
        }
    }
}
