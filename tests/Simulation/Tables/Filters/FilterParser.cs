using Webhooks.Simulation.Tables.Entities;

namespace Webhooks.Simulation.Tables.Filters;

/// <summary>Reads a filter: <c>or</c> binds least, then <c>and</c>, then <c>not</c>, then a comparison.</summary>
internal static class FilterParser
{
    public static Condition Parse(string text)
    {
        FilterTokens tokens = new(text);
        Condition condition = Any(tokens);
        return tokens.IsAtEnd ? condition : throw FilterTokens.Invalid();
    }

    private static Condition Any(FilterTokens tokens)
    {
        Condition condition = All(tokens);
        while (tokens.Take("or"))
            condition = new Either(condition, All(tokens));
        return condition;
    }

    private static Condition All(FilterTokens tokens)
    {
        Condition condition = One(tokens);
        while (tokens.Take("and"))
            condition = new Both(condition, One(tokens));
        return condition;
    }

    private static Condition One(FilterTokens tokens)
    {
        if (tokens.Take("not"))
            return new Not(One(tokens));
        if (tokens.Take('('))
        {
            Condition inner = Any(tokens);
            return tokens.Take(')') ? inner : throw FilterTokens.Invalid();
        }

        string property = tokens.Word();
        if (property.Length == 0)
            throw FilterTokens.Invalid();
        foreach (string known in (ReadOnlySpan<string>)["eq", "ne", "gt", "ge", "lt", "le"])
        {
            if (tokens.Take(known))
                return new Comparison(property, known, tokens.Value());
        }

        return new Comparison(property, "eq", new Literal(EdmType.Boolean, true));
    }
}
