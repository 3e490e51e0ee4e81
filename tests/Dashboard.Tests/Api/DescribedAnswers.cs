using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Webhooks.Dashboard.Tests.Api;

/// <summary>Holds answers against the schemas of docs/openapi.json.</summary>
/// <param name="document">That file.</param>
public sealed class DescribedAnswers(JsonElement document)
{
    private const string Shared = "#/components/schemas/";
    private const string Definitions = "#/$defs/";

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };

    /// <summary>What is wrong with an answer, and where.</summary>
    /// <param name="schema">The schema of its response, which may refer to those that the document shares.</param>
    public IEnumerable<string> Violations(JsonElement schema, JsonElement answer)
    {
        JsonObject whole = Parse(schema);
        whole["$defs"] = Parse(document.GetProperty("components").GetProperty("schemas"));
        EvaluationResults results = JsonSchema.FromText(whole.ToJsonString()).Evaluate(answer, Options);
        return results.IsValid
            ? []
            : (results.Details ?? []).Where(part => part.Errors is not null)
                .SelectMany(part => part.Errors!
                    .Select(error => $"{part.InstanceLocation} {error.Key}: {error.Value}"));
    }

    private static JsonObject Parse(JsonElement element) => (JsonObject)JsonNode.Parse(
        element.GetRawText().Replace(Shared, Definitions, StringComparison.Ordinal))!;
}
