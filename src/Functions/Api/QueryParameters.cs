using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Functions.Api;

/// <summary>Reads query parameters; the first that is wrong ends it with a <see cref="BadParameterException"/>.</summary>
internal sealed class QueryParameters
{
    private const int MaxText = 1024;

    // The Functions host's own: a key, and the name of one.
    private static readonly string[] OfTheHost = ["code", "clientId"];

    private readonly IQueryCollection _query;

    public QueryParameters(IQueryCollection query, params string[] known)
    {
        _query = query;
        foreach (string name in query.Keys)
        {
            if (!known.Contains(name) && !OfTheHost.Contains(name))
                throw new BadParameterException(name, $"There is no parameter {name}; there are {string.Join(", ", known)}.");
            if (query[name].Count > 1)
                throw new BadParameterException(name, "Give it once.");
        }
    }

    public string? Text(string name)
    {
        string? text = _query[name];
        if (string.IsNullOrEmpty(text))
            return null;
        return text.Length <= MaxText
            ? text
            : throw new BadParameterException(name, string.Create(CultureInfo.InvariantCulture, $"It may have up to {MaxText} characters."));
    }

    public string? Choice(string name, IEnumerable<string> choices)
    {
        string? text = Text(name);
        return text is null || choices.Contains(text)
            ? text
            : throw new BadParameterException(name, $"It must be one of {string.Join(", ", choices)}.");
    }

    public string Required(string name, IEnumerable<string> choices) =>
        Choice(name, choices) ?? throw new BadParameterException(name, $"It is needed: one of {string.Join(", ", choices)}.");

    public DateOnly Day(string name, DateOnly otherwise)
    {
        string? text = Text(name);
        if (text is null)
            return otherwise;
        return DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw new BadParameterException(name, "It must be a day, such as 2026-03-01, in UTC.");
    }

    public int Number(string name, int otherwise, int min, int max)
    {
        string? text = Text(name);
        if (text is null)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw new BadParameterException(name, string.Create(CultureInfo.InvariantCulture, $"It must be a whole number from {min} to {max}."));
    }

    public string? Continuation(Func<string, bool> isOne)
    {
        string? text = Text("continuation");
        return text is null || isOne(text)
            ? text
            : throw new BadParameterException("continuation", "It must be the value of next of the page before.");
    }
}
