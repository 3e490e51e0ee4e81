using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The <c>Values</c> of local.settings.json, where there is one; the environment outranks them.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static IReadOnlyDictionary<string, string?> Read(string baseDirectory)
    {
        string path = Path.Combine(baseDirectory, FileName);
        if (!File.Exists(path))
            return new Dictionary<string, string?>();
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), Tolerant);
            Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
            if (document.RootElement.TryGetProperty("Values", out JsonElement section))
            {
                foreach (JsonProperty value in section.EnumerateObject())
                    values[value.Name] = value.Value.ToString();
            }

            return values;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new LocalHostException($"{FileName} is not valid JSON with an object \"Values\": {e.Message}", e);
        }
    }
}
