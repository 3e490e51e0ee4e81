using System.Text;
using System.Text.Unicode;

namespace Webhooks.Ingestion.Json;

/// <summary>
/// Finds a body's character set and gives its text as UTF-8: a byte order mark decides, then the zero bytes that
/// UTF-16 and UTF-32 put into any JSON (RFC 4627 §3), then the content type's <c>charset</c>, then UTF-8.
/// </summary>
public static class JsonTextDecoder
{
    private static readonly UTF32Encoding Utf32BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true);
    private static readonly UTF32Encoding Utf32LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
    private static readonly UnicodeEncoding Utf16BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a body.</summary>
    /// <param name="body">The bytes as received.</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    /// <param name="utf8">Valid UTF-8 without a byte order mark: the body's own memory where it is that already.</param>
    /// <returns>False where the bytes are no text in their character set.</returns>
    public static bool TryDecode(ReadOnlyMemory<byte> body, string? contentType, out ReadOnlyMemory<byte> utf8)
    {
        (Encoding? encoding, int mark) = FromMark(body.Span);
        encoding ??= mark > 0 ? null : FromZeroBytes(body.Span) ?? FromContentType(contentType);
        utf8 = body[mark..];
        if (encoding is null)
            return Utf8.IsValid(utf8.Span);
        try
        {
            utf8 = Encoding.UTF8.GetBytes(encoding.GetString(utf8.Span));
            return true;
        }
        catch (DecoderFallbackException)
        {
            utf8 = default;
            return false;
        }
    }

    // Null stands for UTF-8, which needs no decoding.
    private static (Encoding? Encoding, int Mark) FromMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (null, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Utf32LittleEndian, 4),
        [0, 0, 0xFE, 0xFF, ..] => (Utf32BigEndian, 4),
        [0xFF, 0xFE, ..] => (Utf16LittleEndian, 2),
        [0xFE, 0xFF, ..] => (Utf16BigEndian, 2),
        _ => (null, 0),
    };

    private static Encoding? FromZeroBytes(ReadOnlySpan<byte> body) => body switch
    {
        [0, 0, 0, not 0, ..] => Utf32BigEndian,
        [not 0, 0, 0, 0, ..] => Utf32LittleEndian,
        [0, not 0, ..] => Utf16BigEndian,
        [not 0, 0, ..] => Utf16LittleEndian,
        _ => null,
    };

    private static Encoding? FromContentType(string? contentType)
    {
        const string parameter = "charset=";
        int start = contentType?.IndexOf(parameter, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0)
            return null;

        ReadOnlySpan<char> name = contentType.AsSpan(start + parameter.Length).TrimStart("\"' ");
        int end = name.IndexOfAny("\"';, ");
        name = end < 0 ? name : name[..end];
        // UTF-16 and UTF-32 without zero bytes would not be JSON, whatever is declared: read as UTF-8.
        if (name.StartsWith("utf", StringComparison.OrdinalIgnoreCase) || name.Length > 40)
            return null;
        return Find(name.ToString());
    }

    private static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null; // A name nobody knows: UTF-8, if it is that.
        }
    }
}
