namespace Webhooks.Functions.Dashboard;

/// <summary>Writes addresses of pages, relative to the page they are on.</summary>
internal static class Address
{
    /// <summary>An address with a query; what has no value is left out.</summary>
    public static string Of(string page, params IEnumerable<(string Name, string? Value)> query)
    {
        string text = string.Join('&', query
            .Where(pair => !string.IsNullOrEmpty(pair.Value))
            .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
        return text.Length == 0 ? page : $"{page}?{text}";
    }
}
