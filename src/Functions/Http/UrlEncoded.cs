using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Http;

/// <summary>
/// Names and values of a query or a form (application/x-www-form-urlencoded), in their order. A name is the same in
/// small and capital letters, as it is to the Functions host.
/// </summary>
internal sealed class UrlEncoded
{
    private readonly List<(string Name, string Value)> _pairs = [];

    private UrlEncoded(ReadOnlySpan<char> text)
    {
        foreach (Range range in text.Split('&'))
        {
            ReadOnlySpan<char> pair = text[range];
            if (pair.IsEmpty)
                continue;
            int equals = pair.IndexOf('=');
            _pairs.Add(equals < 0 ? (Decode(pair), "") : (Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
        }
    }

    public IReadOnlyList<(string Name, string Value)> Pairs => _pairs;

    /// <summary>The first value of a name; null where there is none.</summary>
    public string? this[string name] => ValuesOf(name).FirstOrDefault();

    public static UrlEncoded Query(HttpRequestData request) => Parse(request.RawQuery());

    public static UrlEncoded Parse(string text) => new(text.AsSpan().TrimStart('?'));

    public IEnumerable<string> ValuesOf(string name) =>
        _pairs.Where(pair => Is(pair.Name, name)).Select(pair => pair.Value);

    public static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>A day such as <c>2026-03-01</c>; null where it is none, or not one that the API takes.</summary>
    public DateOnly? Day(string name)
    {
        bool isDay = DateOnly.TryParseExact(
            this[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        return isDay && QueryParameters.IsInRange(day) ? day : null;
    }

    /// <summary>Where a list goes on; null where it is not what a page gave.</summary>
    public string? Continuation(Func<string, bool> isOne) =>
        this["continuation"] is { } text && isOne(text) ? text : null;

    private static string Decode(ReadOnlySpan<char> text) =>
        Uri.UnescapeDataString(text.Contains('+') ? text.ToString().Replace('+', ' ') : text.ToString());
}
