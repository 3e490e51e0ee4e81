using System.Text;

namespace Webhooks.Ingestion.Text;

/// <summary>Tells UTF-8 in which a byte is missing from text in another character set.</summary>
internal static class BrokenUtf8
{
    private const int SureFrom = 8;

    /// <summary>
    /// Whether it is UTF-8: Latin letters in another set hardly ever give a character of two or more bytes, let alone
    /// as many as what is none; other letters may now and then. Where nothing else is declared, also where all that is
    /// broken is a character that was cut off at a quote and that began like those of Latin letters and typographic
    /// quotes: as Windows-1252 a word would end in Â, Ã or â.
    /// </summary>
    /// <param name="text">Bytes that are not all UTF-8.</param>
    /// <param name="declared">Another character set that is declared, or null.</param>
    public static bool IsLikely(ReadOnlySpan<byte> text, Encoding? declared)
    {
        int characters = 0;
        int broken = 0;
        bool isCut = declared is null;
        while (!text.IsEmpty)
        {
            int valid = EscapedBytes.ValidLength(text, out int length);
            foreach (byte b in text[..valid])
                characters += b >= 0xC0 ? 1 : 0;
            if (length > 0)
            {
                broken++;
                isCut = isCut && text[valid] is 0xC2 or 0xC3 or 0xE2
                    && valid + length < text.Length
                    && text[valid + length] is (byte)'"' or (byte)'&' or (byte)'.' or (byte)'\\';
            }

            text = text[(valid + length)..];
        }

        return isCut || (
            characters > 0 && characters >= broken * (declared is null or { CodePage: 1252 } ? 1 : SureFrom));
    }
}
