using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables.Entities;

/// <summary>Values as they are written, each the JSON that a client sent.</summary>
internal static class PropertyValue
{
    private const int MaxCharacters = 32 * 1024;
    private const int MaxBytes = 64 * 1024;

    /// <summary>Finds a value's type, and brings the value into the form that it is answered in.</summary>
    public static EdmType Check(string? edm, JsonTokenType token, ref ReadOnlySpan<byte> json)
    {
        EdmType type = edm is null ? Implied(token, json) : Named(edm);
        ReadOnlySpan<byte> text = token == JsonTokenType.String ? json[1..^1] : json;
        switch (type)
        {
            case EdmType.Text when token != JsonTokenType.String:
            case EdmType.Boolean when token is not (JsonTokenType.True or JsonTokenType.False):
            case EdmType.Int32 when !IsWhole(text, out int _):
            case EdmType.Int64 when !IsWhole(text, out long _):
            case EdmType.Guid when !Guid.TryParse(Encoding.UTF8.GetString(text), out _):
            case EdmType.Binary when !Base64.IsValid(Unescape(json)):
                throw StorageFailure.InvalidInput(
                    "An error occurred while processing this request: a value is not of its type.");
            case EdmType.Double:
                json = Double(text);
                break;
            case EdmType.Int64 when token != JsonTokenType.String:
                json = Quote(text);
                break;
            case EdmType.DateTime when json.Length != 30 || json[28] != 'Z':
                json = Time(text);
                break;
            default:
                break;
        }

        return type;
    }

    /// <summary>What a property counts for in a row's size; a value that is too large for a property fails.</summary>
    public static int SizeOf(PropertyName name, EdmType type, ReadOnlySpan<byte> json) =>
        8 + (2 * name.Text.Length) + type switch
        {
            EdmType.Text => 4 + (2 * Within(CharactersOf(json), MaxCharacters)),
            EdmType.Binary => 4 + Within(BytesOf(json), MaxBytes),
            EdmType.Boolean => 1,
            EdmType.Int32 => 4,
            EdmType.Guid => 16,
            _ => 8,
        };

    public static string Text(ReadOnlySpan<byte> json) => json.IndexOf((byte)'\\') < 0
        ? Encoding.UTF8.GetString(json[1..^1])
        : JsonSerializer.Deserialize<string>(json)!;

    private static int Within(int length, int max) => length <= max
        ? length
        : throw new StorageFailure(
            400, "PropertyValueTooLarge",
                "The property value exceeds the maximum allowed size (64KB).");

    private static int CharactersOf(ReadOnlySpan<byte> json) => json.IndexOf((byte)'\\') < 0
        ? Encoding.UTF8.GetCharCount(json[1..^1])
        : Text(json).Length;

    private static int BytesOf(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> text = Unescape(json);
        return (text.Length / 4 * 3) - (text.EndsWith("=="u8) ? 2 : text.EndsWith("="u8) ? 1 : 0);
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> json) =>
        json.IndexOf((byte)'\\') < 0 ? json[1..^1] : Encoding.UTF8.GetBytes(Text(json));

    private static EdmType Implied(JsonTokenType token, ReadOnlySpan<byte> json) => token switch
    {
        JsonTokenType.String => EdmType.Text,
        JsonTokenType.True or JsonTokenType.False => EdmType.Boolean,
        _ => json.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 ? EdmType.Int32 : EdmType.Double,
    };

    private static EdmType Named(string edm) => edm switch
    {
        "Edm.String" => EdmType.Text,
        "Edm.Int32" => EdmType.Int32,
        "Edm.Int64" => EdmType.Int64,
        "Edm.Double" => EdmType.Double,
        "Edm.Boolean" => EdmType.Boolean,
        "Edm.DateTime" => EdmType.DateTime,
        "Edm.Guid" => EdmType.Guid,
        "Edm.Binary" => EdmType.Binary,
        _ => throw new StorageFailure(400, "InvalidValueType", "The value specified is invalid."),
    };

    private static bool IsWhole(ReadOnlySpan<byte> text, out int value) =>
        Utf8Parser.TryParse(text, out value, out int used) && used == text.Length;

    private static bool IsWhole(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out int used) && used == text.Length;

    private static byte[] Double(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("NaN"u8) || text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8))
            return Quote(text);
        if (!double.TryParse(text, CultureInfo.InvariantCulture, out double value))
            throw StorageFailure.InvalidInput();
        string json = value.ToString("R", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(json.AsSpan().IndexOfAny('.', 'E') < 0 ? json + ".0" : json);
    }

    private static byte[] Time(ReadOnlySpan<byte> text) =>
        DateTimeOffset.TryParse(Encoding.UTF8.GetString(
            text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? Quote(Encoding.UTF8.GetBytes(
                time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)))
            : throw StorageFailure.InvalidInput();

    private static byte[] Quote(ReadOnlySpan<byte> text) => [(byte)'"', .. text, (byte)'"'];
}
