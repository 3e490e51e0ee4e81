using System.Globalization;
using Webhooks.Simulation.Tables.Entities;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables.Filters;

/// <summary>Reads a filter word by word.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities</remarks>
internal sealed class FilterTokens(string text)
{
    private int _at;

    public bool IsAtEnd
    {
        get
        {
            SkipSpaces();
            return _at == text.Length;
        }
    }

    public bool Take(char c)
    {
        SkipSpaces();
        if (_at == text.Length || text[_at] != c)
            return false;
        _at++;
        return true;
    }

    /// <summary>Takes a word if it is the one that is asked for.</summary>
    public bool Take(string word)
    {
        SkipSpaces();
        int start = _at;
        if (Word() == word)
            return true;
        _at = start;
        return false;
    }

    public string Word()
    {
        SkipSpaces();
        int start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_'))
            _at++;
        return text[start.._at];
    }

    public Literal Value()
    {
        SkipSpaces();
        if (_at == text.Length)
            throw Invalid();
        if (text[_at] == '\'')
            return Literal.Of(Quoted());
        if (char.IsDigit(text[_at]) || text[_at] is '-' or '+')
            return Number();
        string word = Word();
        if (word is "true" or "false")
            return new Literal(EdmType.Boolean, word == "true");
        if (word is "NaN" or "Infinity" || _at == text.Length || text[_at] != '\'')
            throw Invalid();
        string quoted = Quoted();
        try
        {
            return word switch
            {
                "datetime" => Literal.Of(Literal.Time(quoted)),
                "guid" => new Literal(EdmType.Guid, Guid.Parse(quoted)),
                "X" or "binary" => new Literal(EdmType.Binary, Convert.FromHexString(quoted)),
                _ => throw Invalid(),
            };
        }
        catch (FormatException)
        {
            throw Invalid();
        }
    }

    public static StorageFailure Invalid() => StorageFailure.InvalidInput("A syntax error is in the filter.");

    private Literal Number()
    {
        int start = _at++;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '.' or '-' or '+'))
            _at++;
        ReadOnlySpan<char> digits = text.AsSpan(start, _at - start);
        if (long.TryParse(
            digits[^1] is 'L' or 'l' ? digits[..^1] : digits, CultureInfo.InvariantCulture, out long whole))
            return Literal.Of(whole);
        return double.TryParse(
            digits[^1] is 'd' or 'D' ? digits[..^1] : digits, CultureInfo.InvariantCulture, out double number)
            ? new Literal(EdmType.Double, number)
            : throw Invalid();
    }

    private string Quoted()
    {
        int start = ++_at;
        for (; _at < text.Length; _at++)
        {
            if (text[_at] != '\'')
                continue;
            if (_at + 1 == text.Length || text[_at + 1] != '\'')
                return text[start.._at++].Replace("''", "'", StringComparison.Ordinal);
            _at++;
        }

        throw Invalid();
    }

    private void SkipSpaces()
    {
        while (_at < text.Length && text[_at] == ' ')
            _at++;
    }
}
