using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Functions.Api;

/// <summary>Writes a text that holds JSON as that JSON; one that does not, as a text.</summary>
internal sealed class RawJson : JsonConverter<string>
{
    private const int MaxDepth = 1_100; // the mappers stop at 1,000

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(value);
        if (IsJson(utf8))
            writer.WriteRawValue(utf8, skipInputValidation: true);
        else
            writer.WriteStringValue(value);
    }

    private static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
