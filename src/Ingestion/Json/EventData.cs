using System.Text;
using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>
/// Makes <see cref="EngagementEvent.Data"/>. What is longer than <see cref="EventColumns.DataLength"/> or deeper than
/// <see cref="JsonDepth.DataLimit"/> is cut and stays JSON: long texts are shortened, then whatever does not fit is
/// left out, and <c>"_truncated": true</c> is added. The delivery keeps the whole.
/// </summary>
internal ref struct EventData
{
    private const int LongestText = 1_000;

    private static readonly byte[] Mark = Encoding.UTF8.GetBytes(",\"_truncated\":true}");
    private static readonly byte[] Ellipsis = Encoding.UTF8.GetBytes(EventColumns.CutMark.ToString());

    private readonly PooledBytes _output;
    private Utf8JsonReader _reader;
    private ReadOnlySpan<byte> _name;
    private bool _hasName;
    private bool _comma;
    private int _left;

    private EventData(ReadOnlySpan<byte> json, PooledBytes output)
    {
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
        _output = output;
        _left = EventColumns.DataLength - Mark.Length;
    }

    /// <summary>Makes a value fit.</summary>
    /// <param name="json">One well-formed value without white space, UTF-8.</param>
    /// <returns>The value; where it had to be cut, an object with the member <c>_truncated</c>.</returns>
    public static string Fit(ReadOnlySpan<byte> json)
    {
        bool fits = json.Length <= EventColumns.DataLength
            || Encoding.UTF8.GetCharCount(json) <= EventColumns.DataLength;
        if (fits && !IsTooDeep(json))
            return Encoding.UTF8.GetString(json);

        using PooledBytes output = new(EventColumns.DataLength);
        EventData data = new(json, output);
        data.Cut();
        return Encoding.UTF8.GetString(output.Written);
    }

    private static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        // Counting brackets is cheap, and few values have enough of them to be worth reading.
        if (json.Count((byte)'{') + json.Count((byte)'[') <= JsonDepth.DataLimit)
            return false;
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
        while (reader.Read())
        {
            if (reader.CurrentDepth > JsonDepth.DataLimit)
                return true;
        }

        return false;
    }

    private void Cut()
    {
        _reader.Read();
        bool isObject = _reader.TokenType == JsonTokenType.StartObject;
        if (!isObject)
        {
            _output.Append("{\"value\":"u8);
            _left -= _output.Length;
        }

        WriteValue();
        while (_reader.Read())
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _name = _reader.ValueSpan;
                    _hasName = true;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _output.Append(_reader.ValueSpan); // paid for when it was opened
                    _comma = true;
                    break;
                default:
                    WriteValue();
                    break;
            }
        }

        if (isObject)
            _output.Truncate(_output.Length - 1);
        _output.Append(_output.Length == 1 ? Mark.AsSpan(1) : Mark);
    }

    private void WriteValue()
    {
        if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            if (_reader.CurrentDepth < JsonDepth.DataLimit && TryPay(2))
            {
                WriteName();
                _output.Append(_reader.ValueSpan);
                _comma = false;
                return;
            }

            _reader.Skip();
            WriteText([], isCut: true);
        }
        else if (_reader.TokenType == JsonTokenType.String)
        {
            int end = JsonEscapes.Boundary(_reader.ValueSpan, LongestText);
            WriteText(_reader.ValueSpan[..end], end < _reader.ValueSpan.Length);
        }
        else if (TryPay(_reader.ValueSpan.Length))
        {
            WriteName();
            _output.Append(_reader.ValueSpan);
        }

        ForgetName();
    }

    private void WriteText(ReadOnlySpan<byte> content, bool isCut)
    {
        if (!TryPay(Encoding.UTF8.GetCharCount(content) + (isCut ? 3 : 2)))
            return;
        WriteName();
        _output.Append((byte)'"');
        _output.Append(content);
        if (isCut)
            _output.Append(Ellipsis);
        _output.Append((byte)'"');
    }

    // In UTF-16 units, with the name, quotes, colon and comma that come before a value.
    private bool TryPay(int units)
    {
        int cost = units + Encoding.UTF8.GetCharCount(_name) + 4;
        if (cost > _left)
            return false;
        _left -= cost;
        return true;
    }

    private void WriteName()
    {
        if (_comma)
            _output.Append((byte)',');
        _comma = true;
        if (!_hasName)
            return;
        _output.Append((byte)'"');
        _output.Append(_name);
        _output.Append("\":"u8);
        ForgetName();
    }

    private void ForgetName()
    {
        _name = default;
        _hasName = false;
    }
}
