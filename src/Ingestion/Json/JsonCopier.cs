using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>Writes the tokens of a JSON reader without white space; lone surrogates become U+FFFD.</summary>
/// <param name="output">Where to.</param>
internal struct JsonCopier(PooledBytes output)
{
    private bool _comma;

    /// <summary>True where the reader stands on the name of a mail's body, which is never kept in an event.</summary>
    public static bool IsBody(ref readonly Utf8JsonReader reader) =>
        reader.ValueSpan.Length >= 10 && (JsonEscapes.TextEquals(in reader, "email_body"u8) || JsonEscapes.TextEquals(in reader, "email_text_body"u8));

    /// <summary>The next token begins a new value.</summary>
    public void StartOver() => _comma = false;

    /// <summary>Writes the token that the reader stands on.</summary>
    public void Write(ref readonly Utf8JsonReader reader)
    {
        JsonTokenType type = reader.TokenType;
        if (_comma && type is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            output.Append((byte)',');
        switch (type)
        {
            case JsonTokenType.PropertyName:
                WriteQuoted(in reader);
                output.Append((byte)':');
                _comma = false;
                return;
            case JsonTokenType.String:
                WriteQuoted(in reader);
                break;
            default:
                output.Append(reader.ValueSpan);
                break;
        }

        _comma = type is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
    }

    private readonly void WriteQuoted(ref readonly Utf8JsonReader reader)
    {
        output.Append((byte)'"');
        if (reader.ValueIsEscaped)
            JsonEscapes.CopyWellFormed(reader.ValueSpan, output);
        else
            output.Append(reader.ValueSpan);
        output.Append((byte)'"');
    }
}
