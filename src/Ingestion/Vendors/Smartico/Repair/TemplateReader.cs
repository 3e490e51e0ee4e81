using System.Text;

namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>
/// Reads a body into whose template the values were pasted as they were, so that it need not be JSON. It looks for
/// every way to part the body at the template's literals, with any text for a value. What was sent is one of these
/// ways, so where there is only one, that is it; where there are more, none is believed. A part of the body that reads
/// as a whole
/// one is another way: something else came before it or behind it.
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
    private readonly int _end;
    private List<TemplateJunction> _junctions = [];
    private int _readings;
    private int _partReadings;
    private int _steps;

    private TemplateReader(ReadOnlySpan<byte> body, SmarticoTemplate template)
    {
        _body = body;
        _template = template;
        _path = new int[template.Members.Count];
        _found = new int[template.Members.Count];
        _end = End(body, body.Length - 1);
    }

    private readonly bool IsUnclear => _readings > 1 || (_readings == 1 && _partReadings > 0);

    /// <summary>Reads a body.</summary>
    /// <param name="body">Its text without white space around it.</param>
    /// <param name="template">The literals.</param>
    /// <param name="values">
    /// The members and their values where there is one reading; those without a value are left out.
    /// </param>
    public static TemplateReading Read(
        ReadOnlySpan<byte> body, SmarticoTemplate template, out List<TemplateValue> values)
    {
        values = [];
        if (body.Length > LongestBody || body is not [(byte)'{', .., (byte)'}'])
            return TemplateReading.None;
        if (TemplateJunction.FindAll(body, template) is not { } junctions)
            return TemplateReading.Several;

        TemplateReader reader = new(body, template) { _junctions = junctions };
        reader.Follow(place: 0, used: 0, depth: 0);
        if (reader._readings == 0)
            return TemplateReading.None;
        return !reader.IsUnclear && reader.TryCollect(values) ? TemplateReading.One : TemplateReading.Several;
    }

    // Tries each junction that can come next; two readings are as good as a thousand.
    private void Follow(int place, uint used, int depth)
    {
        for (int next = place; next < _junctions.Count && !IsUnclear; next++)
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
            else
                Finish(junction);
        }
    }

    private readonly bool CanFollow(TemplateJunction junction, int depth) =>
        depth == 0
            ? junction.Opens
            : !junction.Opens && TryReadValue(_junctions[_path[depth - 1]], junction.Start, out _);

    // The path is whole. It is a reading of the body where it begins and ends with it, of a part where the object
    // begins later, or could have ended at a brace inside of the last value.
    private void Finish(TemplateJunction last)
    {
        bool isFromStart = _junctions[_path[0]].Start == 0;
        if (TryReadValue(last, _end, out _))
        {
            if (!isFromStart)
                _partReadings++;
            else if (++_readings == 1)
                _path.CopyTo(_found);
        }

        int from = last.ValueStart;
        while (_partReadings == 0 && from < _end && _body[from.._end].IndexOf((byte)'}') is var step and >= 0)
        {
            if (++_steps > MostSteps)
                _readings = 2;
            if (_readings > 1)
                return;
            if (TryReadValue(last, End(_body, from + step), out _))
                _partReadings++;
            from += step + 1;
        }
    }

    // Where the last value ends: at the brace, or at a comma in front of it, which some templates have.
    private static int End(ReadOnlySpan<byte> body, int brace) =>
        TemplateSpace.LastInk(body[..brace]) is var ink and > 0 && body[ink] == ',' ? ink : brace;

    private readonly bool TryReadValue(TemplateJunction junction, int end, out ReadOnlySpan<byte> value) =>
        junction.TryReadValue(_body, end, _template.Members[junction.Member], out value);

    private readonly bool TryCollect(List<TemplateValue> values)
    {
        for (int i = 0; i < _found.Length; i++)
        {
            TemplateJunction junction = _junctions[_found[i]];
            bool isLast = i + 1 == _found.Length;
            TryReadValue(junction, isLast ? _end : _junctions[_found[i + 1]].Start, out ReadOnlySpan<byte> value);
            // Where the template's other members are not known, a text like `", "brand": "B` may be one of them.
            if (!_template.IsOrdered && junction.Quoted && MayHoldMember(value))
                return false;
            // The body may have been cut in its last value, and another object have come behind it.
            if (isLast && junction.Quoted && MayHoldObject(value))
                return false;
            if (junction.Quoted || !(value.IsEmpty || BareWord.IsNothing(value)))
                values.Add(new TemplateValue(
                    _template.Members[junction.Member].Name, Encoding.UTF8.GetString(value), junction.Quoted));
        }

        return true;
    }

    // A quote, a comma, a quote, and later a quote and a colon, whatever white space is between them.
    private static bool MayHoldMember(ReadOnlySpan<byte> value)
    {
        int comma = IndexOfPair(value, (byte)'"', (byte)',', (byte)'"');
        return comma >= 0 && IndexOfPair(value[comma..], (byte)'"', (byte)':', null) >= 0;
    }

    // A brace, a quote, and later a quote and a colon.
    private static bool MayHoldObject(ReadOnlySpan<byte> value)
    {
        int name = IndexOfPair(value, (byte)'{', (byte)'"', null);
        return name >= 0 && IndexOfPair(value[name..], (byte)'"', (byte)':', null) >= 0;
    }

    private static int IndexOfPair(ReadOnlySpan<byte> value, byte first, byte second, byte? third)
    {
        for (int at = 0; value[at..].IndexOf(first) is var step and >= 0; at++)
        {
            at += step;
            ReadOnlySpan<byte> rest = TrimStart(value[(at + 1)..]);
            if (rest.IsEmpty || rest[0] != second)
                continue;
            rest = TrimStart(rest[1..]);
            if (third is null || (!rest.IsEmpty && rest[0] == third))
                return value.Length - rest.Length;
        }

        return -1;
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text) => text[TemplateSpace.NextInk(text, 0)..];
}
