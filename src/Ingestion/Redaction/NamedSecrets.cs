using System.Text;

namespace Webhooks.Ingestion.Redaction;

/// <summary>
/// Finds secrets in a body by their names: members of JSON, fields of a form, of a multipart body or of a URL in it,
/// each also where it is escaped in something else.
/// </summary>
internal static class NamedSecrets
{
    /// <summary>Finds the values.</summary>
    /// <param name="text">The body.</param>
    /// <param name="names">The names in lower case.</param>
    public static List<QueryText.Found> In(ReadOnlySpan<byte> text, IReadOnlyList<string> names)
    {
        List<QueryText.Found> found = [];
        foreach (string name in names)
        {
            if (MayHold(text, name))
                Add(found, text, name);
        }

        found.Sort((one, other) => one.Start.CompareTo(other.Start));
        return found;
    }

    // In UTF-16 the name has zeros in it.
    private static bool MayHold(ReadOnlySpan<byte> text, string name)
    {
        if (text.Contains((byte)0))
            return true;
        foreach (string spelled in (ReadOnlySpan<string>)[name, name.ToUpperInvariant(), Capitalized(name)])
        {
            if (text.IndexOf(Encoding.ASCII.GetBytes(spelled)) >= 0)
                return true;
        }

        return false;
    }

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static void Add(List<QueryText.Found> found, ReadOnlySpan<byte> text, string name)
    {
        int before = '\n';
        for (int at = 0; at < text.Length;)
        {
            if (before is '"' or '\'' or '&' or '?' or ';' or '\n'
                && TryRead(text, at, name, before, out QueryText.Found value))
            {
                found.Add(value);
                at = value.End;
            }

            before = SpelledText.Plain.Read(text, ref at);
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> text, int at, string name, int before, out QueryText.Found value)
    {
        value = default;
        foreach (char expected in name)
        {
            int character = SpelledText.Plain.Read(text, ref at);
            if (character < 0 || char.ToLowerInvariant((char)character) != expected)
                return false;
        }

        bool isQuoted = before is '"' or '\'';
        if (isQuoted && SpelledText.Plain.Read(text, ref at) != before)
            return false;
        int next = at;
        int sign = ReadInk(text, ref next);
        if (isQuoted && sign == '\r')
            return TryReadPart(text, at, out value);
        if (sign != (isQuoted ? ':' : '='))
            return false;
        value = isQuoted ? ReadMember(text, next) : ReadValue(text, next, SpelledText.End);
        return value.Value is { Length: > 0 } and not ("null" or SecretText.Replacement);
    }

    // The value is behind the empty line that ends the part's header.
    private static bool TryReadPart(ReadOnlySpan<byte> text, int at, out QueryText.Found value)
    {
        value = default;
        int lineLength = 1;
        int character;
        while ((character = SpelledText.Plain.Read(text, ref at)) != SpelledText.End)
        {
            if (character == '\n' && lineLength == 0)
            {
                value = ReadValue(text, at, '\r');
                return value.Value.Length > 0;
            }

            lineLength = character switch { '\n' => 0, '\r' => lineLength, _ => lineLength + 1 };
        }

        return false;
    }

    private static QueryText.Found ReadMember(ReadOnlySpan<byte> text, int at)
    {
        int next = at;
        int quote = ReadInk(text, ref next);
        if (quote is '"' or '\'')
            return ReadValue(text, next, quote);
        if (quote is '{' or '[')
            return default;
        while (at < text.Length && text[at] is 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
        return ReadValue(text, at, ',') with { IsBare = true };
    }

    private static QueryText.Found ReadValue(ReadOnlySpan<byte> text, int start, int ender)
    {
        while (start < text.Length && text[start] == 0)
            start++;
        List<byte> value = [];
        Span<byte> utf8 = stackalloc byte[4];
        int end = start;
        while (end < text.Length)
        {
            int next = end;
            int length = SpelledText.AnyScript.ReadUtf8(text, ref next, utf8);
            int character = length == 0 ? SpelledText.End : utf8[0];
            bool isOver = ender switch
            {
                SpelledText.End => character is '&' or '"' or '\'' or '<' or ' ' or '\r' or '\n' or '#',
                ',' => character is ',' or '}' or ']' or ' ' or '\r' or '\n',
                _ => character == ender,
            };
            if (isOver || character < 0)
                break;
            value.AddRange(utf8[..length]);
            end = next;
        }

        return new QueryText.Found(start, end, Encoding.UTF8.GetString([.. value]));
    }

    private static int ReadInk(ReadOnlySpan<byte> text, ref int at)
    {
        int character;
        do
            character = SpelledText.Plain.Read(text, ref at);
        while (character is ' ' or '\t');
        return character;
    }
}
