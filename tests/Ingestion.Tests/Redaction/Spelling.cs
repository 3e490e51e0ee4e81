using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Webhooks.Ingestion.Tests.Redaction;

/// <summary>A way to write text down, and the way back by what the platform has for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Write">From text to text.</param>
/// <param name="Read">Back.</param>
internal sealed record Spelling(string Name, Func<Random, string, string> Write, Func<string, string> Read)
{
    public static readonly Spelling[] All =
    [
        new("percent", (_, text) => Uri.EscapeDataString(text), Uri.UnescapeDataString),
        new("percent in lower case", (_, text) => Lower(Uri.EscapeDataString(text)), Uri.UnescapeDataString),
        new("percent, all of it", (_, text) =>
            Each(text, c => c < 0x80 ? $"%{(int)c:X2}" : c.ToString()), Uri.UnescapeDataString),
        new("percent, some", (random, text) => Each(text, c => c < 0x80 && random.Next(3) == 0
            ? $"%{(int)c:x2}" : c == '%' ? "%25" : c.ToString()), Uri.UnescapeDataString),
        new("form", (_, text) => WebUtility.UrlEncode(text), WebUtility.UrlDecode),
        new("JSON", (_, text) => JsonSerializer.Serialize(text)[1..^1], FromJson),
        new("JSON with slashes", (_, text) =>
            JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
            .ToString().Replace("/", "\\/", StringComparison.Ordinal), FromJson),
        new("JSON, all of it", (random, text) =>
            Each(text, c => random.Next(2) == 0 ? $"\\u{(int)c:x4}" : $"\\u{(int)c:X4}"), FromJson),
        new("HTML", (_, text) => WebUtility.HtmlEncode(text), WebUtility.HtmlDecode),
        new("HTML of a template engine", (_, text) => Each(text, c => c is '=' or '&' or '/' or '`' or '"' or '<'
            or '+' ? $"&#x{(int)c:X};" : c.ToString()), WebUtility.HtmlDecode),
        new("HTML in decimal", (random, text) => Each(text, c =>
            c == '&' || (c < 0x80 && random.Next(2) == 0) ? $"&#{(int)c};" : c.ToString()), WebUtility.HtmlDecode),
        new("HTML with zeros", (_, text) =>
            Each(text, c => c is '=' or '&' ? $"&#x000{(int)c:x2};" : c.ToString()), WebUtility.HtmlDecode),
        new("HTML of every script", (random, text) => string.Concat(text.EnumerateRunes().Select(rune =>
            rune.Value == '&' || rune.Value >= 0x80 || random.Next(4) == 0
                ? random.Next(2) == 0 ? $"&#{rune.Value};" : $"&#X{rune.Value:x5};"
                : rune.ToString())), WebUtility.HtmlDecode),
        new("JavaScript's escape", (_, text) => Each(text, c => c >= 0x80 ? $"%u{(int)c:X4}"
            : char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"%{(int)c:X2}"), FromEscape),
        new("HTML names", (_, text) => Each(text, c => c switch { '=' => "&equals;", '+' => "&plus;", '/' =>
            "&sol;", '_' => "&lowbar;", '&' => "&amp;", _ => c.ToString() }), FromNames),
    ];

    /// <summary>Ways to write text as bytes, and back.</summary>
    public static readonly (
        string Name, Func<string, byte[]> Write, Func<byte[], string> Read, string? ContentEncoding)[] Bytes =
    [
        ("UTF-8", Encoding.UTF8.GetBytes, Encoding.UTF8.GetString, null),
        ("UTF-8", Encoding.UTF8.GetBytes, Encoding.UTF8.GetString, null),
        ("UTF-8", Encoding.UTF8.GetBytes, Encoding.UTF8.GetString, null),
        ("UTF-16 LE", Encoding.Unicode.GetBytes, Encoding.Unicode.GetString, null),
        ("UTF-16 BE", Encoding.BigEndianUnicode.GetBytes, Encoding.BigEndianUnicode.GetString, null),
        ("UTF-16 LE, mark", text => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], bytes =>
            Encoding.Unicode.GetString(bytes), null),
        ("UTF-32 LE", Encoding.UTF32.GetBytes, Encoding.UTF32.GetString, null),
        ("gzip", text => Press(text, stream => new GZipStream(stream, CompressionLevel.Fastest)), bytes =>
            Inflate(bytes, stream => new GZipStream(stream, CompressionMode.Decompress)), null),
        ("zlib", text => Press(text, stream => new ZLibStream(stream, CompressionLevel.Optimal)), bytes =>
            Inflate(bytes, stream => new ZLibStream(stream, CompressionMode.Decompress)), "deflate"),
        ("deflate", text => Press(text, stream => new DeflateStream(stream, CompressionLevel.Fastest)), bytes =>
            Inflate(bytes, stream => new DeflateStream(stream, CompressionMode.Decompress)), "deflate"),
        ("brotli", text => Press(text, stream => new BrotliStream(stream, CompressionLevel.Fastest)), bytes =>
            Inflate(bytes, stream => new BrotliStream(stream, CompressionMode.Decompress)), "br"),
    ];

    private static string Each(string text, Func<char, string> write) => string.Concat(text.Select(write));

    private static string Lower(string escaped) =>
        System.Text.RegularExpressions.Regex.Replace(escaped, "%..", match => match.Value.ToLowerInvariant());

    private static string FromJson(string text) => JsonSerializer.Deserialize<string>($"\"{text}\"")!;

    private static string FromEscape(string text) => System.Text.RegularExpressions.Regex.Replace(
        text, "%u(....)|%(..)", match => ((char)Convert.ToInt32(match.Value.TrimStart('%', 'u'), 16)).ToString());

    private static string FromNames(string text) =>
        text.Replace("&equals;", "=", StringComparison.Ordinal).Replace("&plus;", "+", StringComparison.Ordinal)
        .Replace("&sol;", "/", StringComparison.Ordinal).Replace("&lowbar;", "_", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    private static byte[] Press(string text, Func<Stream, Stream> open)
    {
        using MemoryStream output = new();
        using (Stream stream = open(output))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }

    private static string Inflate(byte[] bytes, Func<Stream, Stream> open)
    {
        using StreamReader reader = new(open(new MemoryStream(bytes)));
        return reader.ReadToEnd();
    }
}
