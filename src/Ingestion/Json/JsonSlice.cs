using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>Where a value lies in a JSON text; nothing is copied until it is asked for.</summary>
internal readonly struct JsonSlice
{
    private const int LongestNumber = 32;
    private const NumberStyles Number = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

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

    /// <summary>True for an object or array.</summary>
    public bool IsNested => _type is JsonTokenType.StartObject or JsonTokenType.StartArray;

    /// <summary>The JSON text from where the value begins, to its end and beyond.</summary>
    public ReadOnlySpan<byte> From(ReadOnlySpan<byte> json) => json[_start..];

    /// <summary>
    /// The text as a column holds it: a string's characters or a number's digits as sent, null for all else.
    /// </summary>
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

    /// <summary>
    /// As <see cref="ToColumn"/> for an id. A whole number is its digits: JSON writers that know only doubles make
    /// <c>40401.0</c> or <c>4.0401E4</c> of the id 40401.
    /// </summary>
    public string? ToId(ReadOnlySpan<byte> json, int length)
    {
        Span<byte> digits = stackalloc byte[LongestNumber];
        return TryReadWhole(json, digits, out int written)
            ? Encoding.UTF8.GetString(digits[..written])
            : ToColumn(json, length);
    }

    /// <summary>As <see cref="ToUtf8"/> for an id: see <see cref="ToId"/>.</summary>
    public ReadOnlySpan<byte> ToIdUtf8(ReadOnlySpan<byte> json, PooledBytes scratch)
    {
        Span<byte> digits = stackalloc byte[LongestNumber];
        if (!TryReadWhole(json, digits, out int written))
            return ToUtf8(json, scratch);
        scratch.Truncate(0);
        scratch.Append(digits[..written]);
        return scratch.Written;
    }

    private bool TryReadWhole(ReadOnlySpan<byte> json, Span<byte> digits, out int written)
    {
        written = 0;
        if (!HasText)
            return false;
        ReadOnlySpan<byte> raw = json.Slice(_start, _length);
        int point = raw.IndexOfAny(".eE"u8);
        if (point < 1 || raw.Length > LongestNumber || raw[..point].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            return false;
        // Between quotes only what a number becomes that is made text: 12e4 may be an id as it is.
        if (_type == JsonTokenType.String && (raw[point] != '.' || raw[(point + 1)..].IndexOfAnyExcept((byte)'0') >= 0))
            return false;
        return decimal.TryParse(raw, Number, CultureInfo.InvariantCulture, out decimal number)
            && number == decimal.Truncate(number)
            && decimal.Truncate(number).TryFormat(digits, out written, "0", CultureInfo.InvariantCulture);
    }

    /// <summary>The whole text as UTF-8, not cut; empty where there is none.</summary>
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
