using System.Text;

namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>
/// What may stand between a template's literals without a meaning: JSON's white space, and any other, since a template
/// that was copied from a web page has no-break spaces in it.
/// </summary>
internal static class TemplateSpace
{
    /// <summary>The last place of a text that is no white space: its last byte; -1 where there is none.</summary>
    public static int LastInk(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (text[^1] is > (byte)' ' and < 0x80)
                break;
            Rune.DecodeLastFromUtf8(text, out Rune rune, out int length);
            if (!Is(rune))
                break;
            text = text[..^length];
        }

        return text.Length - 1;
    }

    /// <summary>
    /// The first place at or behind another that is no white space; the text's length where there is none.
    /// </summary>
    public static int NextInk(ReadOnlySpan<byte> text, int from)
    {
        while (from < text.Length)
        {
            if (text[from] is > (byte)' ' and < 0x80)
                break;
            Rune.DecodeFromUtf8(text[from..], out Rune rune, out int length);
            if (!Is(rune))
                break;
            from += length;
        }

        return from;
    }

    // The zero width space and the byte order mark are not white space to Unicode, but as invisible.
    private static bool Is(Rune rune) =>
        rune.Value is ' ' or '\t' or '\r' or '\n' or 0x200B or 0xFEFF || (rune.Value > 0x7F && Rune.IsWhiteSpace(rune));
}
