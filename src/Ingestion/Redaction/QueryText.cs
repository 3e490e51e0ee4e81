using System.Net;
using System.Text;

namespace Webhooks.Ingestion.Redaction;

/// <summary>Finds the values of a query by their names.</summary>
internal static class QueryText
{
    /// <summary>A value's place, and what it says.</summary>
    /// <param name="Start">Its first byte.</param>
    /// <param name="End">The place behind it.</param>
    /// <param name="Value">The value, decoded.</param>
    public readonly record struct Found(int Start, int End, string Value)
    {
        /// <summary>True for a value of JSON without quotes, where a word would break the JSON.</summary>
        public bool IsBare { get; init; }
    }

    /// <summary>Finds parameters as a server reads them: names and values between ampersands.</summary>
    /// <param name="query">The query, with or without its <c>?</c>.</param>
    /// <param name="name">The parameter's name, whatever its case.</param>
    public static IEnumerable<Found> Parameters(string query, string name)
    {
        int start = query.StartsWith('?') ? 1 : 0;
        while (start <= query.Length)
        {
            int ampersand = query.IndexOf('&', start);
            int end = ampersand < 0 ? query.Length : ampersand;
            int equals = query.IndexOf('=', start, end - start);
            string? came = equals < 0 ? null : WebUtility.UrlDecode(query[start..equals]);
            if (name.Equals(came, StringComparison.OrdinalIgnoreCase))
                yield return new Found(equals + 1, end, WebUtility.UrlDecode(query[(equals + 1)..end]));
            start = end + 1;
        }
    }

    /// <summary>
    /// Finds values wherever a URL may have one: behind an ampersand or a question mark, each and the name in any
    /// spelling, as in <c>&amp;amp;secret=</c>, <c>?brand=one?secret=</c> or <c>view%3Fsecret%3D</c>.
    /// </summary>
    /// <param name="text">The query or another text, UTF-8.</param>
    /// <param name="names">The names in lower case.</param>
    public static List<Found> Anywhere(ReadOnlySpan<byte> text, IReadOnlyList<string> names)
    {
        List<Found> found = [];
        int at = 0;
        bool mayBegin = true;
        while (at < text.Length)
        {
            if (mayBegin && TryRead(text, at, names, out Found value))
            {
                found.Add(value);
                at = value.End;
            }

            mayBegin = SpelledText.Plain.Read(text, ref at) is '&' or '?' or ';' or SpelledText.End;
        }

        return found;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, int at, IReadOnlyList<string> names, out Found value)
    {
        value = default;
        foreach (string name in names)
        {
            int next = at;
            bool isName = true;
            foreach (char expected in name)
            {
                int character = SpelledText.Plain.Read(text, ref next);
                isName = isName && character >= 0 && char.ToLowerInvariant((char)character) == expected;
            }

            int equals = next;
            if (!isName || SpelledText.Plain.Read(text, ref next) != '=')
                continue;
            value = ReadValue(text, next, isRaw: text[equals] == '=');
            return true;
        }

        return false;
    }

    // An ampersand that is escaped ends a value only where the equals sign is, too.
    private static Found ReadValue(ReadOnlySpan<byte> text, int start, bool isRaw)
    {
        List<byte> value = [];
        Span<byte> utf8 = stackalloc byte[4];
        int end = start;
        while (end < text.Length && text[end] != '&')
        {
            int next = end;
            int length = SpelledText.AnyScript.ReadUtf8(text, ref next, utf8);
            if (length == 0 || (!isRaw && utf8[0] == '&'))
                break;
            value.AddRange(utf8[..length]);
            end = next;
        }

        return new Found(start, end, Encoding.UTF8.GetString([.. value]));
    }
}
