using System.Text;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Reads a body into whose template the values were pasted as they were, so that it need not be JSON. It looks for every
/// way to part the body at the template's literals, with any text for a value. What was sent is one of these ways, so
/// where there is only one, that is it; where there are more, none is believed.
/// </summary>
internal ref struct TemplateReader
{
    /// <summary>The longest body that is read, in bytes of UTF-8.</summary>
    public const int LongestBody = 64 * 1024;

    private const int MostSteps = 2_000;

    private readonly ReadOnlySpan<byte> _body;
    private readonly SmarticoTemplate _template;
    private readonly int[] _path;
    private readonly int[] _found;
    private List<TemplateJunction> _junctions = [];
    private int _readings;
    private int _steps;

    private TemplateReader(ReadOnlySpan<byte> body, SmarticoTemplate template)
    {
        _body = body;
        _template = template;
        _path = new int[template.Members.Count];
        _found = new int[template.Members.Count];
    }

    /// <summary>Reads a body.</summary>
    /// <param name="body">Its text without white space around it.</param>
    /// <param name="template">The literals.</param>
    /// <param name="values">The members and their values where there is one reading; those without a value are left out.</param>
    /// <returns>How many readings there are.</returns>
    public static TemplateReading Read(ReadOnlySpan<byte> body, SmarticoTemplate template, out List<TemplateValue> values)
    {
        values = [];
        if (body.Length > LongestBody || body is not [(byte)'{', .., (byte)'}'])
            return TemplateReading.None;
        if (TemplateJunction.FindAll(body, template) is not { } junctions)
            return TemplateReading.Several;

        TemplateReader reader = new(body, template) { _junctions = junctions };
        reader.Follow(place: 0, used: 0, depth: 0);
        if (reader._readings != 1)
            return reader._readings == 0 ? TemplateReading.None : TemplateReading.Several;
        return reader.TryCollect(values) ? TemplateReading.One : TemplateReading.Several;
    }

    // Tries each junction that can come next; two readings are as good as a thousand.
    private void Follow(int place, uint used, int depth)
    {
        for (int next = place; next < _junctions.Count && _readings < 2; next++)
        {
            TemplateJunction junction = _junctions[next];
            if (++_steps > MostSteps)
                _readings = 2;
            bool isFree = _template.IsOrdered ? junction.Member == depth : (used & (1u << junction.Member)) == 0;
            if (!isFree || !CanFollow(junction, depth))
                continue;

            _path[depth] = next;
            if (depth + 1 < _path.Length)
                Follow(next + 1, used | (1u << junction.Member), depth + 1);
            else if (TryReadValue(junction, _body.Length - 1, out _) && ++_readings == 1)
                _path.CopyTo(_found);
        }
    }

    private readonly bool CanFollow(TemplateJunction junction, int depth) =>
        depth == 0 ? junction.Start == 0 : TryReadValue(_junctions[_path[depth - 1]], junction.Start, out _);

    private readonly bool TryReadValue(TemplateJunction junction, int end, out ReadOnlySpan<byte> value) =>
        junction.TryReadValue(_body, end, _template.Members[junction.Member].Constant, out value);

    private readonly bool TryCollect(List<TemplateValue> values)
    {
        for (int i = 0; i < _found.Length; i++)
        {
            TemplateJunction junction = _junctions[_found[i]];
            int end = i + 1 < _found.Length ? _junctions[_found[i + 1]].Start : _body.Length - 1;
            TryReadValue(junction, end, out ReadOnlySpan<byte> value);
            // Where the template's other members are not known, a text like `", "brand": "B` may be one of them.
            if (!_template.IsOrdered && junction.Quoted && MayHoldMember(value))
                return false;
            if (junction.Quoted || !(value.IsEmpty || value.SequenceEqual("null"u8)))
                values.Add(new TemplateValue(_template.Members[junction.Member].Name, Encoding.UTF8.GetString(value), junction.Quoted));
        }

        return true;
    }

    // A quote, a comma, a quote, and later a quote and a colon, whatever white space is between them.
    private static bool MayHoldMember(ReadOnlySpan<byte> value)
    {
        int comma = IndexOfPair(value, (byte)'"', (byte)',', (byte)'"');
        return comma >= 0 && IndexOfPair(value[comma..], (byte)'"', (byte)':', null) >= 0;
    }

    private static int IndexOfPair(ReadOnlySpan<byte> value, byte first, byte second, byte? third)
    {
        for (int at = 0; value[at..].IndexOf(first) is var step and >= 0; at++)
        {
            at += step;
            ReadOnlySpan<byte> rest = value[(at + 1)..].TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty || rest[0] != second)
                continue;
            rest = rest[1..].TrimStart(" \t\r\n"u8);
            if (third is null || (!rest.IsEmpty && rest[0] == third))
                return value.Length - rest.Length;
        }

        return -1;
    }
}
