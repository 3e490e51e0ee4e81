using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>
/// One spelling for equal JSON, to hash: no white space, members sorted by name, of equal names the last, strings with
/// the fewest escapes. Close to RFC 8785, but numbers stay as they were sent (exact beyond 2^53; <c>1.0</c> is not
/// <c>1</c>), names sort by bytes, and lone surrogates, which RFC 8785 refuses, stay escaped.
/// </summary>
internal sealed class CanonicalJson : IComparer<CanonicalJson.Member>
{
    private readonly PooledBytes _output;
    private readonly List<Member> _members = [];

    private CanonicalJson(PooledBytes output) => _output = output;

    /// <summary>Appends the canonical form.</summary>
    /// <param name="json">One well-formed value, UTF-8, at most 1,001 levels deep.</param>
    public static void Write(ReadOnlySpan<byte> json, PooledBytes output)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
        reader.Read();
        new CanonicalJson(output).WriteValue(ref reader);
    }

    int IComparer<Member>.Compare(Member x, Member y)
    {
        int byName = Name(x).SequenceCompareTo(Name(y));
        return byName != 0 ? byName : x.Start.CompareTo(y.Start);
    }

    private void WriteValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader);
                break;
            case JsonTokenType.StartArray:
                _output.Append((byte)'[');
                for (bool first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
                {
                    if (!first)
                        _output.Append((byte)',');
                    WriteValue(ref reader);
                }

                _output.Append((byte)']');
                break;
            case JsonTokenType.String:
                WriteString(in reader);
                break;
            default:
                _output.Append(reader.ValueSpan);
                break;
        }
    }

    private void WriteObject(ref Utf8JsonReader reader)
    {
        _output.Append((byte)'{');
        int start = _output.Length;
        int firstMember = _members.Count;
        bool sorted = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (_members.Count > firstMember)
                _output.Append((byte)',');
            int memberStart = _output.Length;
            WriteString(in reader);
            int nameEnd = _output.Length;
            _output.Append((byte)':');
            reader.Read();
            WriteValue(ref reader);
            Member member = new(memberStart, nameEnd, _output.Length);
            sorted = sorted
                && (_members.Count == firstMember || Name(_members[^1]).SequenceCompareTo(Name(member)) < 0);
            _members.Add(member);
        }

        if (!sorted)
            Sort(start, firstMember);
        _members.RemoveRange(firstMember, _members.Count - firstMember);
        _output.Append((byte)'}');
    }

    private void Sort(int start, int firstMember)
    {
        _members.Sort(firstMember, _members.Count - firstMember, this);
        using PooledBytes ordered = new(_output.Length - start);
        for (int i = firstMember; i < _members.Count; i++)
        {
            Member member = _members[i];
            if (i + 1 < _members.Count && Name(member).SequenceEqual(Name(_members[i + 1])))
                continue;
            if (ordered.Length > 0)
                ordered.Append((byte)',');
            ordered.Append(_output.Slice(member.Start, member.End - member.Start));
        }

        _output.Truncate(start);
        _output.Append(ordered.Written);
    }

    private ReadOnlySpan<byte> Name(Member member) => _output.Slice(member.Start, member.NameEnd - member.Start);

    private void WriteString(ref readonly Utf8JsonReader reader)
    {
        _output.Append((byte)'"');
        ReadOnlySpan<byte> raw = reader.ValueSpan;
        while (reader.ValueIsEscaped && raw.IndexOf((byte)'\\') is int plain and >= 0)
        {
            _output.Append(raw[..plain]);
            raw = raw[plain..];
            Rune rune = JsonEscapes.ReadEscape(raw, out int consumed);
            JsonEscapes.EscapeLength(raw, out bool lone);
            if (lone)
                AppendLowerCase(raw[..consumed]);
            else
                WriteRune(rune);
            raw = raw[consumed..];
        }

        _output.Append(raw);
        _output.Append((byte)'"');
    }

    private void WriteRune(Rune rune)
    {
        switch (rune.Value)
        {
            case '"':
                _output.Append("\\\""u8);
                break;
            case '\\':
                _output.Append("\\\\"u8);
                break;
            case < ' ':
                _output.Append(
                    Encoding.ASCII.GetBytes(rune.Value.ToString("x4", CultureInfo.InvariantCulture).Insert(0, "\\u")));
                break;
            default:
                _output.Advance(rune.EncodeToUtf8(_output.Reserve(4)));
                break;
        }
    }

    private void AppendLowerCase(ReadOnlySpan<byte> escape)
    {
        Span<byte> lower = stackalloc byte[escape.Length];
        Ascii.ToLower(escape, lower, out _);
        _output.Append(lower);
    }

    /// <summary>Where a member and its quoted name lie in the output.</summary>
    internal readonly record struct Member(int Start, int NameEnd, int End);
}
