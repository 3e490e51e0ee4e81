using System.Buffers;

namespace Webhooks.Ingestion.People;

/// <summary>Compares vendors' ids of people, however a sender's JSON library wrote them.</summary>
public static class ContactId
{
    /// <summary>The longest id that is looked for as a word: longer ones stand in a column of their own.</summary>
    public const int LongestWord = 256;

    private static readonly SearchValues<char> InWord = SearchValues.Create("_-.:@+~");

    /// <summary>Spells an id in one way: <c>40401.0</c>, which is a number, as <c>40401</c>.</summary>
    public static string Normalize(string id)
    {
        string trimmed = id.Trim();
        int dot = trimmed.IndexOf('.', StringComparison.Ordinal);
        bool isNumber = dot > 0
            && trimmed.AsSpan(0, dot).IndexOfAnyExceptInRange('0', '9') < 0
            && trimmed.AsSpan(dot + 1).TrimEnd('0').IsEmpty;
        return isNumber ? trimmed[..dot] : trimmed;
    }

    /// <summary>Whether a text holds an id as a whole word: the contact 12 is not named by 123 or 12-3.</summary>
    /// <param name="text">The text, decoded.</param>
    /// <param name="id">An id, as <see cref="Normalize"/> spells it.</param>
    public static bool IsIn(string text, string id)
    {
        for (int at = text.IndexOf(id, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(id, at + 1, StringComparison.Ordinal))
        {
            int end = at + id.Length;
            if (BeginsAt(text, at) && (EndsAt(text, end) || EndsAt(text, SkipZeros(text, end, id))))
                return true;
        }

        return false;
    }

    /// <summary>The words of a text that may be ids.</summary>
    /// <param name="text">The text, decoded.</param>
    /// <returns>Each with and without the punctuation at its ends, as <see cref="Normalize"/> spells it.</returns>
    public static IEnumerable<string> Words(string text)
    {
        for (int start = 0; start < text.Length; start++)
        {
            if (!IsInWord(text[start]))
                continue;
            int end = start;
            while (end < text.Length && IsInWord(text[end]))
                end++;
            if (end - start <= LongestWord)
            {
                string word = text[start..end];
                yield return Normalize(word);
                string bare = word.Trim('_', '-', '.', ':', '@', '+', '~');
                if (bare.Length != word.Length)
                    yield return Normalize(bare);
                foreach (string part in word.Contains(':', StringComparison.Ordinal) ? word.Split(':') : [])
                    yield return Normalize(part);
            }

            start = end;
        }
    }

    private static int SkipZeros(string text, int end, string id)
    {
        if (id.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0 || end >= text.Length || text[end] != '.')
            return end;
        int next = end + 1;
        while (next < text.Length && text[next] == '0')
            next++;
        return next;
    }

    // A colon, dot or hyphen is of a word only where it goes on behind it.
    private static bool BeginsAt(string text, int at) =>
        at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '_'
            || (text[at - 1] is '-' or '.' && at > 1 && char.IsLetterOrDigit(text[at - 2])));

    private static bool EndsAt(string text, int end) =>
        end >= text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] == '_'
            || (text[end] is '-' or '.' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])));

    private static bool IsInWord(char c) => char.IsLetterOrDigit(c) || InWord.Contains(c);
}
