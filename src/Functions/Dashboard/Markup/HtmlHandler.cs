using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Webhooks.Functions.Dashboard.Markup;

/// <summary>Builds <see cref="Html"/> from an interpolated string, values encoded.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler(int literalLength, int formattedCount)
{
    // All scripts stay readable in the source; what HTML needs encoded still is.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(Html value) => _text.Append(value.ToString());

    public void AppendFormatted(IEnumerable<Html> values)
    {
        foreach (Html value in values)
            _text.Append(value.ToString());
    }

    public void AppendFormatted(string? value) => _text.Append(Encoder.Encode(value ?? ""));

    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable =>
        _text.Append(Encoder.Encode(value.ToString(format, CultureInfo.InvariantCulture)));

    public override string ToString() => _text.ToString();
}
