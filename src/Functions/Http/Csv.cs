using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Ingestion.Json;

namespace Webhooks.Functions.Http;

/// <summary>
/// Writes CSV: RFC 4180, UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe before it, since
/// vendors' texts are anybody's (https://owasp.org/www-community/attacks/CSV_Injection).
/// </summary>
internal sealed class Csv
{
    public const string MediaType = "text/csv; charset=utf-8; header=present";
    public const string MediaTypeOfRest = "text/csv; charset=utf-8; header=absent";

    private static readonly SearchValues<char> Separators = SearchValues.Create(",;\t\"\r\n");

    private readonly StringBuilder _text = new();

    /// <param name="columns">Their names; none where the rows go on from an earlier part's.</param>
    public Csv(params ReadOnlySpan<string> columns)
    {
        if (columns.Length > 0)
            Row([.. columns]);
    }

    public void Row(params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0)
                _text.Append(',');
            Append(values[i]);
        }

        _text.Append("\r\n");
    }

    public HttpResponseData ToFile(HttpRequestData request, string name) => Reply.File(
        request, MediaType, name, Encoding.UTF8.GetBytes(_text.ToString()));

    /// <summary>Writes what there is so far, and begins anew behind it.</summary>
    public void MoveTo(IBufferWriter<byte> target)
    {
        Encoder encoder = Encoding.UTF8.GetEncoder(); // a pair of surrogates may be in two chunks
        foreach (ReadOnlyMemory<char> chunk in _text.GetChunks())
            encoder.Convert(chunk.Span, target, flush: false, out _, out _);
        encoder.Convert(ReadOnlySpan<char>.Empty, target, flush: true, out _, out _);
        _text.Clear();
    }

    public override string ToString() => _text.ToString();

    private void Append(object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                Append(text);
                break;
            case DateTimeOffset time:
                _text.Append(EventJson.Time(time));
                break;
            case DateOnly day:
                _text.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            default:
                _text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    // A spreadsheet may part a line at a semicolon or a tab, and run what is then a cell of its own: quotes keep it
    // one.
    private void Append(string text)
    {
        bool isFormula = text.AsSpan().TrimStart(' ')
            is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];
        if (!isFormula && text.AsSpan().IndexOfAny(Separators) < 0)
        {
            _text.Append(text);
            return;
        }

        _text.Append('"').Append(isFormula ? "'" : "");
        _text.Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
