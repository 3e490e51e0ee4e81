using System.Buffers;
using System.Globalization;

namespace Webhooks.Ingestion.People;

/// <summary>
/// Finds e-mail addresses in text, and spells each in one way: small letters, accents composed, the domain in
/// Punycode. Plus forms are addresses of their own.
/// </summary>
public static class EmailAddress
{
    private const int LongestLocal = 128; // RFC 5321 §4.5.3.1.1 has 64
    private const int LongestDomain = 254;

    // Of a local part though rarely: before a word they are more likely a part of what the address is in.
    private static readonly SearchValues<char> Separators = SearchValues.Create("!#$%&'*/=?^`{|}~");
    private static readonly SearchValues<char> AlwaysSeparate = SearchValues.Create("=?&/{|}#!*");

    private static readonly SearchValues<char> Around = SearchValues.Create(" <>\",;:");

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>Spells an address in the one way.</summary>
    /// <param name="text">An address, perhaps with a name, brackets or white space around it.</param>
    /// <returns>The address; null where there is none, or more than one.</returns>
    public static string? Normalize(string text)
    {
        HashSet<string> found = [];
        string trimmed = text.Trim();
        int at = trimmed.IndexOf('@', StringComparison.Ordinal);
        bool isBare = at > 0 && at == trimmed.LastIndexOf('@') && !trimmed.AsSpan().ContainsAny(Around);
        if (isBare && Domain(ComposedText.Fold(trimmed)[(at + 1)..]) is { } domain)
            return $"{ComposedText.Fold(trimmed[..at])}@{domain}";
        AddTo(found, text);
        return found.Count == 0 ? null : found.MaxBy(address => address.Length);
    }

    /// <summary>Finds the addresses in a text that is decoded.</summary>
    /// <param name="found">
    /// Gets them; where it cannot be known how far an address goes to the left, each that it may be.
    /// </param>
    /// <param name="text">The text.</param>
    public static void AddTo(ISet<string> found, string text)
    {
        if (!text.AsSpan().ContainsAny('@', '\uFF20'))
            return;
        string folded = ComposedText.Fold(text);
        for (int at = folded.IndexOf('@', StringComparison.Ordinal);
            at >= 0;
            at = folded.IndexOf('@', at + 1))
        {
            if (at == 0 || Domain(DomainAt(folded, at + 1)) is not { } domain)
                continue;
            foreach (string local in Locals(folded, at))
                found.Add($"{local}@{domain}");
        }
    }

    private static string DomainAt(string text, int start)
    {
        int end = start;
        while (end < text.Length && end - start <= LongestDomain && (IsLetter(text[end]) || text[end] is '.' or '-'))
            end++;
        return text[start..end];
    }

    private static string? Domain(string domain)
    {
        domain = domain.Trim('.', '-');
        if (domain.Length is 0 or > LongestDomain || domain.Contains("..", StringComparison.Ordinal))
            return null;
        try
        {
            return System.Text.Ascii.IsValid(domain) ? domain : Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    private static IEnumerable<string> Locals(string text, int at)
    {
        int start = at;
        if (text[at - 1] == '"' && text.LastIndexOf('"', Math.Max(0, at - 2)) is >= 0 and var quote && at - quote > 2)
        {
            yield return text[(quote + 1)..(at - 1)]; // RFC 5322 §3.2.4
            yield break;
        }

        while (start > 0 && at - start < LongestLocal && IsOfLocal(text[start - 1]))
            start--;
        while (start < at && text[start] is '.' or '+')
            start++;
        for (int from = start; from < at; from++)
        {
            bool begins = from == start || IsSeparator(text, from - 1);
            if (begins && !(Separators.Contains(text[from]) || text[from] is '.'))
                yield return text[from..at];
        }
    }

    private static bool IsSeparator(string text, int at) =>
        AlwaysSeparate.Contains(text[at])
        || ((Separators.Contains(text[at]) || text[at] == '-') && (at == 0 || !IsLetter(text[at - 1])));

    private static bool IsOfLocal(char c) => IsLetter(c) || c is '.' or '-' or '_' or '+' || Separators.Contains(c);

    private static bool IsLetter(char c) =>
        c < 0x80 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c);

    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
