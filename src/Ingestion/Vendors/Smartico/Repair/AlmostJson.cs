using System.Buffers;
using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>
/// Mends what can be meant in one way only, outside of strings: a comma too many, a comment, white space that is none
/// to JSON, a value that is missing or another language's word for none, and a known field's value without quotes.
/// What a value holds is never touched, so a quote inside of one is not mended here.
/// </summary>
internal ref struct AlmostJson
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(",}]\" \t\r\n"u8);
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("+-.0123456789Ee"u8);
    private static readonly byte[] Mark = Encoding.UTF8.GetBytes($"\"{ItemJson.RepairedName}\":true");

    private readonly ReadOnlySpan<byte> _text;
    private readonly FieldNames _names;
    private readonly PooledBytes _output;
    private readonly int _itemDepth;
    private ReadOnlySpan<byte> _name;
    private int _depth;
    private bool _isMended;

    private AlmostJson(ReadOnlySpan<byte> text, FieldNames names, PooledBytes output)
    {
        _text = text;
        _names = names;
        _output = output;
        _itemDepth = text[0] == '[' ? 1 : 0;
    }

    private readonly byte Last => _output.Length == 0 ? (byte)0 : _output.Written[^1];

    /// <summary>Mends a text.</summary>
    /// <param name="text">UTF-8 that is not JSON, without white space around it.</param>
    /// <param name="names">The fields that may lack their quotes.</param>
    /// <returns>What may be JSON now, each item marked as repaired; null where there was nothing to mend.</returns>
    public static byte[]? Mend(ReadOnlySpan<byte> text, FieldNames names)
    {
        if (text.IsEmpty || text.Length > TemplateReader.LongestBody || text[0] is not ((byte)'{' or (byte)'['))
            return null;
        using PooledBytes output = new(text.Length + 64);
        AlmostJson mender = new(text, names, output);
        int at = 0;
        while (at >= 0 && at < text.Length)
            at = mender.Step(TemplateSpace.NextInk(text, at));
        return at >= 0 && mender._isMended ? output.Written.ToArray() : null;
    }

    // Copies or mends the token at a place; gives the place behind it, or a negative one where that cannot be done.
    private int Step(int at)
    {
        if (at == _text.Length)
            return at;
        if (at > 0 && _text[at - 1] >= 0x80)
            _isMended = true; // white space that JSON does not know
        switch (_text[at])
        {
            case (byte)'{' or (byte)'[':
                Append(_text[at]);
                if (_text[at] == '{' && _depth == _itemDepth)
                    _output.Append(Mark);
                _depth++;
                return at + 1;
            case (byte)'}' or (byte)']':
                Close(_text[at]);
                return at + 1;
            case (byte)',' when _depth == _itemDepth + 1 && (Last == ',' || IsFresh):
                _isMended = true; // a member that is not there
                return at + 1;
            case (byte)'/' when CommentLength(_text[at..]) is var comment and > 0:
                _isMended = true;
                return at + comment;
            case (byte)',' or (byte)':':
                FillIn();
                _output.Append(_text[at]);
                return at + 1;
            case (byte)'"':
                int length = StringLength(_text[at..]);
                _name = _text.Slice(at + 1, Math.Max(0, length - 2));
                Append(_text.Slice(at, length));
                return at + length;
            default:
                return Word(at);
        }
    }

    private void Close(byte bracket)
    {
        FillIn();
        if (Last == ',')
        {
            _output.Truncate(_output.Length - 1);
            _isMended = true;
        }

        _output.Append(bracket);
        _depth--;
    }

    private void FillIn()
    {
        if (Last != ':')
            return;
        _output.Append("null"u8);
        _isMended = true;
    }

    private int Word(int at)
    {
        int length = _text[at..].IndexOfAny(WordEnds);
        length = length < 0 ? _text.Length - at : length;
        ReadOnlySpan<byte> word = _text.Slice(at, TemplateSpace.LastInk(_text.Slice(at, length)) + 1);
        if (IsJson(word))
        {
            Append(word);
            return at + word.Length;
        }

        _isMended = true;
        if (BareWord.IsNothing(word))
            Append("null"u8);
        else if (Ascii.EqualsIgnoreCase(word, "true"u8) || Ascii.EqualsIgnoreCase(word, "false"u8))
            Append(word[0] is (byte)'t' or (byte)'T' ? "true"u8 : "false"u8);
        else if (_depth == _itemDepth + 1 && Last == ':' && _names.MayBeBare(_name, word))
            Append([(byte)'"', .. word, (byte)'"']);
        else
            return -1;
        return at + word.Length;
    }

    private readonly bool IsFresh => _output.Written.EndsWith(Mark);

    private void Append(byte token) => Append([token]);

    private void Append(scoped ReadOnlySpan<byte> token)
    {
        if (_depth == _itemDepth + 1 && IsFresh)
            _output.Append((byte)',');
        _output.Append(token);
    }

    // 0 where it is none, or has no end.
    private static int CommentLength(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> end = text.StartsWith("/*"u8) ? "*/"u8 : text.StartsWith("//"u8) ? "\n"u8 : default;
        int at = end.IsEmpty ? -1 : text[2..].IndexOf(end);
        return at < 0 ? 0 : 2 + at + end.Length;
    }

    private static bool IsJson(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) || word.SequenceEqual("null"u8))
            return true;
        if (word.IsEmpty || word.IndexOfAnyExcept(NumberBytes) >= 0)
            return false;
        try
        {
            Utf8JsonReader reader = new(word);
            return reader.Read() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // With its quotes; the rest where it has no end.
    private static int StringLength(ReadOnlySpan<byte> text)
    {
        int length = 1;
        while (text[length..].IndexOfAny((byte)'"', (byte)'\\') is var at and >= 0)
        {
            length += at + 1;
            if (text[length - 1] == '"')
                return length;
            length = Math.Min(length + 1, text.Length);
        }

        return text.Length;
    }
}
