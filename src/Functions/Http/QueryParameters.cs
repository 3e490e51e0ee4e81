using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Http;

/// <summary>Reads query parameters; the first that is wrong is a <see cref="BadParameterException"/>.</summary>
internal sealed class QueryParameters
{
    private const int MaxText = 1024;

    // The Functions host's own: a key, and the name of one.
    private static readonly string[] OfTheHost = ["code", "clientId"];

    private static readonly DateOnly FirstDay = new(1970, 1, 1);
    private static readonly DateOnly LastDay = new(2999, 12, 31);

    private readonly UrlEncoded _query;

    public QueryParameters(HttpRequestData request, params string[] known)
    {
        _query = UrlEncoded.Query(request);
        foreach ((string name, _) in _query.Pairs)
        {
            if (OfTheHost.Contains(name))
                continue;
            if (!known.Contains(name))
                throw BadParameterException.Unknown(name, known);
            if (_query.ValuesOf(name).Skip(1).Any())
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
            : throw new BadParameterException(name, $"It may have up to {MaxText} characters.");
    }

    public string? Choice(string name, IEnumerable<string> choices)
    {
        string? text = Text(name);
        return text is null || choices.Contains(text)
            ? text
            : throw new BadParameterException(name, $"It must be one of {string.Join(", ", choices)}.");
    }

    public string Required(string name, IEnumerable<string> choices) =>
        Choice(name, choices)
        ?? throw new BadParameterException(name, $"It is needed: one of {string.Join(", ", choices)}.");

    /// <summary>Whether it is a day that anything may have happened on.</summary>
    public static bool IsInRange(DateOnly day) => day >= FirstDay && day <= LastDay;

    public DateOnly Day(string name, DateOnly otherwise)
    {
        string? text = Text(name);
        if (text is null)
            return otherwise;
        bool isDay = DateOnly.TryParseExact(
            text, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        return isDay && IsInRange(day)
            ? day
            : throw new BadParameterException(name, "It must be a day in UTC, such as 2026-03-01, from 1970 to 2999.");
    }

    /// <summary>The days from <c>from</c> to <c>to</c>: the last 30 unless told.</summary>
    public (DateOnly From, DateOnly To) Days(DateTimeOffset now, int maxDays)
    {
        DateOnly to = Day("to", DateOnly.FromDateTime(now.UtcDateTime));
        DateOnly from = Day("from", to.AddDays(-29));
        if (from > to)
            throw new BadParameterException("from", "It must not be after to.");
        return to.DayNumber - from.DayNumber < maxDays
            ? (from, to)
            : throw new BadParameterException("from", $"It may be up to {maxDays} days before the end of to.");
    }

    public int Number(string name, int otherwise, int min, int max)
    {
        string? text = Text(name);
        if (text is null)
            return otherwise;
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && number >= min && number <= max
            ? number
            : throw new BadParameterException(name, $"It must be a whole number from {min} to {max}.");
    }

    public string? Continuation(Func<string, bool> isOne)
    {
        string? text = Text("continuation");
        return text is null || isOne(text)
            ? text
            : throw new BadParameterException("continuation", "It must be the value of next of the page before.");
    }
}
