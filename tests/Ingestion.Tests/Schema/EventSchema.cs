using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Webhooks.Ingestion.Tests.Golden;

namespace Webhooks.Ingestion.Tests.Schema;

/// <summary>
/// <c>docs/engagement-event.schema.json</c>, and what it says of an event. Whoever reads events lets unknown properties
/// pass, so the schema does; a test does not.
/// </summary>
internal static class EventSchema
{
    private static readonly string Text =
        File.ReadAllText(Path.Combine(FixtureFolder.Repository, "docs", "engagement-event.schema.json"));

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };
    private static readonly JsonSchema Strict = MakeStrict();

    public static JsonElement Document { get; } = JsonDocument.Parse(Text).RootElement;

    public static JsonElement Properties => Document.GetProperty("properties");

    /// <summary>What is wrong with an event, or nothing.</summary>
    public static IEnumerable<string> Errors(JsonElement mapped)
    {
        EvaluationResults results = Strict.Evaluate(mapped, Options);
        return results.IsValid
            ? []
            : (results.Details ?? []).Where(part => part.Errors is not null)
                .SelectMany(part => part.Errors!
                    .Select(error => $"{part.InstanceLocation} {error.Key}: {error.Value}"));
    }

    private static JsonSchema MakeStrict()
    {
        JsonObject schema = (JsonObject)JsonNode.Parse(Text)!;
        schema.Remove("$id"); // one of a name may be registered
        schema["additionalProperties"] = false;
        return JsonSchema.FromText(schema.ToJsonString());
    }
}
