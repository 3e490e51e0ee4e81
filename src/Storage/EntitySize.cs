using Azure.Data.Tables;

namespace Webhooks.Storage;

/// <summary>How many bytes a row takes on the wire, never too few.</summary>
internal static class EntitySize
{
    private const int PerProperty = 64; // its name, its type's annotation, punctuation, and any value of fixed size
    private const int PerEscapedCharacter = 6; // \u0000

    public static int Of(TableEntity row)
    {
        int size = 1024; // the part's headers
        foreach ((string name, object? value) in row)
        {
            size += PerProperty + name.Length + value switch
            {
                string text => Of(text),
                byte[] bytes => bytes.Length / 3 * 4 + 4,
                _ => 0,
            };
        }

        return size;
    }

    private static int Of(string text)
    {
        int size = text.Length;
        foreach (char c in text)
        {
            if (c is < ' ' or > '~' or '"' or '\\' or '<' or '>' or '&' or '\'' or '+' or '`')
                size += PerEscapedCharacter - 1;
        }

        return size;
    }
}
