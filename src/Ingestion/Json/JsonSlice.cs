using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>Where a value lies in a JSON text; nothing is copied until it is asked for.</summary>
internal readonly struct JsonSlice
{
    private readonly int _start;
    private readonly int _length;
    private readonly JsonTokenType _type;
    private readonly bool _escaped;

    /// <summary>The scalar that a reader stands on.</summary>
    public JsonSlice(ref readonly Utf8JsonReader reader)
    {
        _type = reader.TokenType;
        _start = (int)reader.TokenStartIndex + (_type == JsonTokenType.String ? 1 : 0);
        _length = reader.ValueSpan.Length;
        _escaped = reader.ValueIsEscaped;
    }

    /// <summary>True for a string or number that is not empty.</summary>
    public bool HasText => _length > 0 && _type is JsonTokenType.String or JsonTokenType.Number;

    /// <summary>True for a string, empty or not.</summary>
    public bool IsString => _type == JsonTokenType.String;

    /// <summary>The text as a column holds it: a string's characters or a number's digits as sent, null for all else.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="length">The longest that the column takes, in UTF-16 units.</param>
    public string? ToColumn(ReadOnlySpan<byte> json, int length)
    {
        if (!HasText)
            return null;
        ReadOnlySpan<byte> raw = json.Slice(_start, _length);
        if (!_escaped && raw.Length <= length)
            return Encoding.UTF8.GetString(raw);

        // Four bytes a unit are always more than the column takes, so what is beyond them cannot matter.
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Min(raw.Length, length * 4));
        int written = JsonEscapes.Unescape(raw, rented);
        string? text = EventColumns.Fit(Encoding.UTF8.GetString(rented, 0, written), length);
        ArrayPool<byte>.Shared.Return(rented);
        return text;
    }

    /// <summary>The whole text as UTF-8, not cut; empty where there is none.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="scratch">Holds the text where it had to be unescaped.</param>
    public ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> json, PooledBytes scratch)
    {
        if (!HasText)
            return [];
        ReadOnlySpan<byte> raw = json.Slice(_start, _length);
        if (!_escaped)
            return raw;
        scratch.Truncate(0);
        scratch.Advance(JsonEscapes.Unescape(raw, scratch.Reserve(raw.Length)));
        return scratch.Written;
    }
}
