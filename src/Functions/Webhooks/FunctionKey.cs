using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Webhooks;

/// <summary>
/// The key a request came with. A vendor may echo its webhook URL, and so our key, in every body (SmartReach does, in
/// <c>metadata.webhook_url</c>), so it is replaced before anything is stored.
/// </summary>
internal sealed class FunctionKey
{
    private const string Parameter = "code";
    private const string Header = "x-functions-key";
    private const string VendorSecret = "secret"; // what Smartico's customers call a constant that they add to their URL
    private const string Replacement = "REDACTED";
    private const int MinLength = 8; // a shorter one is no key of Azure's, and would be found all over a body

    private static readonly byte[] ReplacementBytes = Encoding.UTF8.GetBytes(Replacement); // no longer than a key

    private static readonly FunctionKey None = new("", null, [], []);

    // A vendor's URL has one key, so what was made for the last request mostly serves the next.
    private static FunctionKey _latest = None;

    private readonly string _query;
    private readonly string? _header;
    private readonly string[] _keys;
    private readonly byte[][] _spellings;
    private RedactedQuery? _latestQuery;

    private FunctionKey(string query, string? header, string[] keys, byte[][] spellings) =>
        (_query, _header, _keys, _spellings) = (query, header, keys, spellings);

    /// <summary>Finds the key of a request: the parameter <c>code</c> or the header <c>x-functions-key</c>.</summary>
    public static FunctionKey Of(HttpRequestData request)
    {
        (string query, string? header) = (request.RawQuery(), request.Header(Header));
        if (query.Length == 0 && header is null)
            return None;
        FunctionKey latest = Volatile.Read(ref _latest);
        if (latest._query == query && latest._header == header)
            return latest;

        string[] keys = [.. UrlEncoded.Parse(query).ValuesOf(Parameter)];
        if (header is not null)
            keys = [.. keys, header];
        if (keys.Length == 0)
            return None;
        if (latest._keys.SequenceEqual(keys))
            return latest;
        FunctionKey key = new(query, header, keys, SpellingsOf(keys));
        Volatile.Write(ref _latest, key);
        return key;
    }

    /// <summary>Whether the query has anything but the key.</summary>
    public static bool HasOtherParameters(HttpRequestData request) =>
        UrlEncoded.Query(request).Pairs.Any(pair => !UrlEncoded.Is(pair.Name, Parameter));

    /// <summary>Replaces the key in a query string, however short it is, and a secret of the vendor's beside it.</summary>
    public string? RedactQuery(string? query)
    {
        if (string.IsNullOrEmpty(query))
            return null;
        RedactedQuery? latest = Volatile.Read(ref _latestQuery);
        if (latest?.Query != query)
            Volatile.Write(ref _latestQuery, latest = new RedactedQuery(query, RedactNewQuery(query)));
        return latest.Redacted;
    }

    /// <summary>Replaces the key in a body, in any spelling that JSON or a URL may give it.</summary>
    /// <param name="body">The body; what is in it is overwritten.</param>
    /// <returns>Its part that holds the redacted body: no spelling of a key is shorter than what takes its place.</returns>
    public Memory<byte> Redact(Memory<byte> body)
    {
        foreach (byte[] spelling in _spellings)
            body = body[..Replace(body.Span, spelling)];
        return body;
    }

    private string RedactNewQuery(string query)
    {
        string[] pairs = query[1..].Split('&');
        for (int i = 0; i < pairs.Length; i++)
        {
            string name = pairs[i].Split('=')[0];
            if (Uri.UnescapeDataString(name).ToLowerInvariant() is Parameter or VendorSecret)
                pairs[i] = $"{name}={Replacement}";
        }

        query = "?" + string.Join('&', pairs);
        return _spellings.Length == 0 ? query : Encoding.UTF8.GetString(Redact(Encoding.UTF8.GetBytes(query)).Span);
    }

    private static byte[][] SpellingsOf(string[] keys)
    {
        HashSet<string> spellings = [];
        foreach (string key in keys)
        {
            if (key.Length < MinLength)
                continue;
            string escaped = Uri.EscapeDataString(key);
            foreach (string spelling in (string[])[key, escaped, LowerHex(escaped)])
            {
                spellings.Add(spelling);
                spellings.Add(spelling.Replace("/", "\\/", StringComparison.Ordinal));
                spellings.Add(JsonEscaped(spelling, "x4"));
                spellings.Add(JsonEscaped(spelling, "X4"));
            }
        }

        return [.. spellings.OrderByDescending(spelling => spelling.Length).Select(Encoding.UTF8.GetBytes)];
    }

    // In place, which saves a copy of each body; the answer is how long it is now.
    private static int Replace(Span<byte> body, ReadOnlySpan<byte> spelling)
    {
        int kept = 0;
        Span<byte> rest = body;
        for (int at = rest.IndexOf(spelling); at >= 0; at = rest.IndexOf(spelling))
        {
            rest[..at].CopyTo(body[kept..]);
            ReplacementBytes.CopyTo(body[(kept + at)..]);
            kept += at + ReplacementBytes.Length;
            rest = rest[(at + spelling.Length)..];
        }

        if (kept == 0)
            return body.Length;
        rest.CopyTo(body[kept..]);
        return kept + rest.Length;
    }

    private static string LowerHex(string escaped)
    {
        StringBuilder lower = new(escaped);
        for (int i = 0; i < lower.Length - 2; i++)
        {
            if (lower[i] == '%')
            {
                lower[i + 1] = char.ToLowerInvariant(lower[i + 1]);
                lower[i + 2] = char.ToLowerInvariant(lower[i + 2]);
            }
        }

        return lower.ToString();
    }

    // Some JSON writers escape = + / & as \u003d and so on.
    private static string JsonEscaped(string spelling, string format)
    {
        StringBuilder escaped = new();
        foreach (char c in spelling)
        {
            if (c is '=' or '+' or '/' or '&' or '<' or '>' or '\'')
                escaped.Append("\\u").Append(((int)c).ToString(format, System.Globalization.CultureInfo.InvariantCulture));
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    private sealed record RedactedQuery(string Query, string Redacted);
}
