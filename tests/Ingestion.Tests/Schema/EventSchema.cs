using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Ingestion.Tests.Golden;

namespace Webhooks.Ingestion.Tests.Schema;

/// <summary>As much of JSON Schema 2020-12 as <c>docs/engagement-event.schema.json</c> uses.</summary>
internal static class EventSchema
{
    private static readonly string[] Keywords =
        ["type", "description", "enum", "pattern", "format", "minLength", "maxLength", "minimum"];

    public static JsonElement Document { get; } = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(FixtureFolder.Repository, "docs", "engagement-event.schema.json"))).RootElement;

    public static JsonElement Properties => Document.GetProperty("properties");

    /// <summary>What is wrong with an event, or nothing.</summary>
    public static IEnumerable<string> Errors(JsonElement mapped)
    {
        foreach (JsonElement required in Document.GetProperty("required").EnumerateArray())
        {
            if (!mapped.TryGetProperty(required.GetString()!, out _))
                yield return $"{required} is missing";
        }

        foreach (JsonProperty property in mapped.EnumerateObject())
        {
            if (!Properties.TryGetProperty(property.Name, out JsonElement schema))
                yield return $"{property.Name} is not in the schema";
            else if (Broken(schema, property.Value) is { } keyword)
                yield return $"{property.Name} breaks {keyword}";
        }
    }

    private static string? Broken(JsonElement schema, JsonElement value) =>
        schema.EnumerateObject().Where(keyword => !Holds(keyword.Name, keyword.Value, value))
            .Select(keyword => keyword.Name).FirstOrDefault();

    private static bool Holds(string keyword, JsonElement schema, JsonElement value) => keyword switch
    {
        "type" => schema.GetString() == "integer"
            ? value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _)
            : schema.GetString() == "string" && value.ValueKind == JsonValueKind.String,
        "enum" => schema.EnumerateArray().Any(one => one.GetString() == value.GetString()),
        "pattern" => Regex.IsMatch(value.GetString()!, schema.GetString()!),
        "minLength" => value.GetString()!.EnumerateRunes().Count() >= schema.GetInt32(),
        "maxLength" => value.GetString()!.EnumerateRunes().Count() <= schema.GetInt32(),
        "minimum" => value.GetInt32() >= schema.GetInt32(),
        _ => Keywords.Contains(keyword),
    };
}
