using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Webhooks.Tools.TableCopy;

/// <summary>
/// A row as one line of JSON. Texts, truth values and 32-bit numbers are JSON's own; any other type is an object whose
/// one name is the type: <c>{"int64":"5"}</c>, <c>{"date":"2026-01-02T03:04:05.0000000Z"}</c>, <c>{"binary":"…"}</c>.
/// </summary>
public static class RowJson
{
    private static readonly string[] OfTheTable = ["odata.etag", "odata.metadata", "Timestamp"];

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row; the time and version that the table gave it are left out.</param>
    public static string Write(TableEntity row)
    {
        JsonObject json = [];
        foreach ((string name, object? value) in row)
        {
            if (!OfTheTable.Contains(name) && value is not null)
                json[name] = Value(value);
        }

        return json.ToJsonString();
    }

    /// <summary>Reads a row.</summary>
    /// <exception cref="InvalidDataException">It is not one of <see cref="Write"/>.</exception>
    public static TableEntity Read(string line)
    {
        try
        {
            TableEntity row = [];
            foreach ((string name, JsonNode? value) in JsonNode.Parse(line)!.AsObject())
                row[name] = Value(value!);
            return row.PartitionKey is null || row.RowKey is null ? throw new FormatException("a key is missing") : row;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or InvalidOperationException
            or NullReferenceException)
        {
            throw new InvalidDataException($"A line is not a row of a backup: {e.Message}", e);
        }
    }

    private static JsonNode Value(object value) => value switch
    {
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        int number => JsonValue.Create(number),
        long number => Typed("int64", number.ToString(CultureInfo.InvariantCulture)),
        double number => Typed("double", number.ToString("R", CultureInfo.InvariantCulture)),
        Guid id => Typed("guid", id.ToString("D")),
        DateTimeOffset time => Typed("date", time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        DateTime time => Typed("date", time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
        byte[] bytes => Typed("binary", Convert.ToBase64String(bytes)),
        BinaryData bytes => Typed("binary", Convert.ToBase64String(bytes.ToArray())),
        _ => throw new InvalidDataException($"No table has values of {value.GetType().Name}."),
    };

    private static JsonObject Typed(string type, string text) => new() { [type] = text };

    private static object Value(JsonNode value)
    {
        if (value is not JsonObject typed)
            return value.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.String => value.GetValue<string>(),
                System.Text.Json.JsonValueKind.Number => value.GetValue<int>(),
                _ => value.GetValue<bool>(),
            };

        (string type, JsonNode? text) = typed.Single();
        string content = text!.GetValue<string>();
        return type switch
        {
            "int64" => long.Parse(content, CultureInfo.InvariantCulture),
            "double" => double.Parse(content, CultureInfo.InvariantCulture),
            "guid" => Guid.Parse(content),
            "date" => DateTimeOffset.Parse(content, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            "binary" => Convert.FromBase64String(content),
            _ => throw new FormatException($"type {type} is unknown"),
        };
    }
}
