using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>Writes the tokens of a JSON reader without white space; lone surrogates become U+FFFD.</summary>
internal struct JsonCopier(PooledBytes output)
{
    private bool _comma;

    /// <summary>True where the reader stands on the name of a mail's body, which is never kept in an event.</summary>
    public static bool IsBody(ref readonly Utf8JsonReader reader) =>
        reader.ValueSpan.Length >= 10 && (JsonEscapes.TextEquals(in reader, "email_body"u8)
            || JsonEscapes.TextEquals(in reader, "email_text_body"u8));

    /// <summary>The next token begins a new value.</summary>
    public void StartOver() => _comma = false;

    /// <summary>Writes the token that the reader stands on.</summary>
    public void Write(ref readonly Utf8JsonReader reader)
    {
        JsonTokenType type = reader.TokenType;
        ReadOnlySpan<byte> value = reader.ValueSpan;
        bool isName = type == JsonTokenType.PropertyName;
        if (reader.ValueIsEscaped)
        {
            WriteEscaped(value, isName);
        }
        else
        {
            // One reservation a token: comma, quotes, colon.
            Span<byte> room = output.Reserve(value.Length + 4);
            int length = 0;
            if (_comma && type is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                room[length++] = (byte)',';
            bool isQuoted = isName || type == JsonTokenType.String;
            if (isQuoted)
                room[length++] = (byte)'"';
            value.CopyTo(room[length..]);
            length += value.Length;
            if (isQuoted)
                room[length++] = (byte)'"';
            if (isName)
                room[length++] = (byte)':';
            output.Advance(length);
        }

        _comma = !isName && type is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
    }

    private readonly void WriteEscaped(ReadOnlySpan<byte> value, bool isName)
    {
        if (_comma)
            output.Append((byte)',');
        output.Append((byte)'"');
        JsonEscapes.CopyWellFormed(value, output);
        output.Append(isName ? "\":"u8 : "\""u8);
    }
}
