using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Writes items as JSON: pairs of a form or query, and objects that get or lose a member.</summary>
internal static class ItemJson
{
    /// <summary>The member that marks a body that was read against the template.</summary>
    public const string RepairedName = "_repaired";

    private const string Redacted = "REDACTED";

    // Only what JSON itself demands is escaped: the text stays what the vendor sent.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes pairs as an object of texts.</summary>
    /// <param name="pairs">Names and values.</param>
    /// <returns>UTF-8 without white space.</returns>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> pairs) =>
        Write(pairs.Select(pair => new TemplateValue(pair.Key, pair.Value, Quoted: true)), isRepaired: false);

    /// <summary>Writes the values of a body that was read against the template as an object that says so.</summary>
    /// <param name="query">The query's fields; one that has a value already is left out.</param>
    /// <returns>UTF-8 without white space.</returns>
    public static byte[] WriteRepaired(List<TemplateValue> values, IEnumerable<KeyValuePair<string, string>> query)
    {
        List<TemplateValue> all = [.. values];
        foreach ((string name, string text) in query)
        {
            TemplateValue added = new(name, text, Quoted: true);
            int same = all.FindIndex(value => value.Name == name);
            if (same < 0)
                all.Add(added);
            else if (all[same].Text.Length == 0)
                all[same] = added;
        }

        return Write(all, isRepaired: true);
    }

    /// <summary>Adds the query's fields to an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="query">
    /// The query's fields; one that the object has too is left out, unless it says nothing there.
    /// </param>
    /// <returns>UTF-8.</returns>
    /// <exception cref="JsonException">It is not well-formed.</exception>
    public static byte[] Merge(ReadOnlySpan<byte> json, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        using MemoryStream output = new(json.Length + 256);
        int copied = 0;
        HashSet<string> present = [];
        do
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                string name = Text(in reader);
                present.Add(name);
                reader.Read();
                string? constant = query.FirstOrDefault(pair => pair.Key == name).Value;
                bool isEmpty = reader.TokenType == JsonTokenType.Null
                    || (reader.TokenType == JsonTokenType.String && BareWord.SaysNothing(Text(in reader)));
                if (isEmpty && !string.IsNullOrEmpty(constant))
                {
                    output.Write(json[copied..(int)reader.TokenStartIndex]);
                    output.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(constant, Relaxed)));
                    copied = (int)reader.BytesConsumed;
                }
            }

            if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != 0)
                continue;

            output.Write(json[copied..(int)reader.TokenStartIndex]);
            copied = (int)reader.TokenStartIndex;
            byte[] added = Write(query.Where(pair => !present.Contains(pair.Key)));
            if (added.Length > 2)
                output.Write(present.Count > 0
                    ? [(byte)',', .. added.AsSpan(1, added.Length - 2)]
                    : added.AsSpan(1, added.Length - 2));
            present.Clear();
        }
        while (reader.Read());

        output.Write(json[copied..]);
        return output.ToArray();
    }

    /// <summary>Replaces the values of an object's secret members.</summary>
    /// <param name="item">An object without white space.</param>
    public static void Redact(PooledBytes item)
    {
        byte[] json = item.Written.ToArray();
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
        item.Truncate(0);
        int copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1
                || !IsSecret(Text(in reader)))
                continue;
            reader.Read();
            item.Append(json.AsSpan(copied, (int)reader.TokenStartIndex - copied));
            item.Append(Encoding.UTF8.GetBytes($"\"{Redacted}\""));
            reader.Skip();
            copied = (int)reader.BytesConsumed;
        }

        item.Append(json.AsSpan(copied));
    }

    private static bool IsSecret(string name) => name.Equals(FieldNames.SecretName, StringComparison.OrdinalIgnoreCase);

    private static string Text(ref readonly Utf8JsonReader reader)
    {
        using PooledBytes text = new(reader.ValueSpan.Length);
        text.Advance(JsonEscapes.Unescape(reader.ValueSpan, text.Reserve(reader.ValueSpan.Length)));
        return Encoding.UTF8.GetString(text.Written);
    }

    private static byte[] Write(IEnumerable<TemplateValue> values, bool isRepaired)
    {
        using MemoryStream output = new();
        using (Utf8JsonWriter writer = new(output, Compact))
        {
            writer.WriteStartObject();
            if (isRepaired)
                writer.WriteBoolean(RepairedName, true); // first, so that no cut of the data takes it away
            foreach (TemplateValue value in values)
                WriteMember(writer, value);
            writer.WriteEndObject();
        }

        return output.ToArray();
    }

    private static void WriteMember(Utf8JsonWriter writer, TemplateValue value)
    {
        writer.WritePropertyName(value.Name);
        if (IsSecret(value.Name))
            writer.WriteStringValue(Redacted);
        else if (!value.Quoted && IsJson(value.Text))
            writer.WriteRawValue(value.Text);
        else
            writer.WriteStringValue(value.Text);
    }

    // Of what a template may hold without quotes.
    private static bool IsJson(string bare) =>
        bare is "true" or "false" or "null" or "0"
            || (bare.Length > 0 && bare[0] != '0' && bare.All(char.IsAsciiDigit));
}
