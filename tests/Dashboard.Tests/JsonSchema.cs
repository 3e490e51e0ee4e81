using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webhooks.Dashboard.Tests;

/// <summary>Holds a value against the part of JSON Schema that docs/openapi.json uses.</summary>
public sealed class JsonSchema(JsonElement document)
{
    public IEnumerable<string> Violations(JsonElement schema, JsonElement value, string at = "$")
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
            schema = Resolve(reference.GetString()!);
        if (schema.TryGetProperty("type", out JsonElement type) && !Is(value, type.GetString()!))
            return [$"{at} is {value.ValueKind}, not {type}"];
        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(schema, value, at),
            JsonValueKind.Array when schema.TryGetProperty("items", out JsonElement items) =>
                value.EnumerateArray().SelectMany((item, index) => Violations(items, item, $"{at}[{index}]")),
            JsonValueKind.String => OfText(schema, value.GetString()!, at),
            JsonValueKind.Number when schema.TryGetProperty("minimum", out JsonElement least)
                && value.GetDouble() < least.GetDouble() =>
                [$"{at} is less than {least}"],
            _ => [],
        };
    }

    private IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string at)
    {
        schema.TryGetProperty("properties", out JsonElement properties);
        schema.TryGetProperty("additionalProperties", out JsonElement additional);
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            foreach (JsonElement name in required.EnumerateArray()
                .Where(name => !value.TryGetProperty(name.GetString()!, out _)))
                yield return $"{at} has no {name}";
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            JsonElement known = default;
            bool isKnown = properties.ValueKind == JsonValueKind.Object
                && properties.TryGetProperty(property.Name, out known);
            if (!isKnown && additional.ValueKind == JsonValueKind.False)
                yield return $"{at}.{property.Name} is not in the schema";
            JsonElement of = isKnown ? known : additional;
            if (of.ValueKind != JsonValueKind.Object)
                continue;
            foreach (string violation in Violations(of, property.Value, $"{at}.{property.Name}"))
                yield return violation;
        }
    }

    private static IEnumerable<string> OfText(JsonElement schema, string value, string at)
    {
        if (schema.TryGetProperty("enum", out JsonElement choices)
            && choices.EnumerateArray().All(choice => choice.GetString() != value))
            yield return $"{at} is \"{value}\", none of {choices}";
        if (schema.TryGetProperty("pattern", out JsonElement pattern) && !Regex.IsMatch(value, pattern.GetString()!))
            yield return $"{at} is \"{value}\", not like {pattern}";
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new ArgumentException($"The test knows no type {type}."),
    };

    private JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, (element, name) => element.GetProperty(name));
}
