using System.Buffers;
using System.Text;

namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>
/// A value without quotes around its tag: one word, with nothing in it that could end it. Digits, an id, a UUID, an
/// address or a URL are such; anything with a space, a quote, a comma or a bracket is not.
/// </summary>
internal static class BareWord
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("_-.:@+/?&=%#~!$*|;");

    /// <summary>Says whether a text is one.</summary>
    /// <param name="text">UTF-8.</param>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return false;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out Rune rune, out int length) != OperationStatus.Done || !Is(rune))
                return false;
            text = text[length..];
        }

        return true;
    }

    /// <summary>Says whether a word is what some language writes for nothing, so that there is no value.</summary>
    /// <param name="word">UTF-8.</param>
    public static bool IsNothing(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "null"u8) || Ascii.EqualsIgnoreCase(word, "undefined"u8)
        || Ascii.EqualsIgnoreCase(word, "none"u8) || Ascii.EqualsIgnoreCase(word, "nil"u8)
        || Ascii.EqualsIgnoreCase(word, "nan"u8);

    /// <summary>Says whether a value says nothing: it is empty, blank, or such a word.</summary>
    /// <param name="value">UTF-8.</param>
    public static bool SaysNothing(ReadOnlySpan<byte> value) =>
        value.Trim(" \t\r\n"u8) is var inked && (inked.IsEmpty || IsNothing(inked));

    /// <inheritdoc cref="SaysNothing(ReadOnlySpan{byte})"/>
    public static bool SaysNothing(string value) => SaysNothing(Encoding.UTF8.GetBytes(value));

    private static bool Is(Rune rune) =>
        rune.IsAscii
            ? char.IsAsciiLetterOrDigit((char)rune.Value) || Signs.Contains((char)rune.Value)
            : Rune.IsLetterOrDigit(rune);
}
