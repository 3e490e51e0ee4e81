using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Webhooks.Ingestion.Redaction;

/// <summary>Opens a compressed body to look into it, and closes it again in the same format.</summary>
/// <param name="Format">Makes the stream that reads or writes the format.</param>
/// <param name="Text">What was in it; up to where it broke off, if it did.</param>
internal sealed record CompressedText(Func<Stream, bool, Stream> Format, ReadOnlyMemory<byte> Text)
{
    /// <summary>Opens a body.</summary>
    /// <param name="encoding">
    /// The outermost of its content encodings, in lower case, or null; its first bytes know better.
    /// </param>
    /// <param name="maxBytes">The most that is read.</param>
    /// <returns>Null where it is not compressed, or holds more.</returns>
    public static CompressedText? Open(ReadOnlyMemory<byte> body, string? encoding, int maxBytes)
    {
        foreach (Func<Stream, bool, Stream> format in Formats(body.Span, encoding))
        {
            if (Read(body, format, maxBytes) is { } text)
                return new CompressedText(format, text);
        }

        return null;
    }

    /// <summary>Compresses a text in the format that this one had.</summary>
    public byte[] Close(ReadOnlySpan<byte> text)
    {
        using MemoryStream output = new();
        using (Stream stream = Format(output, false))
            stream.Write(text);
        return output.ToArray();
    }

    private static IEnumerable<Func<Stream, bool, Stream>> Formats(ReadOnlySpan<byte> body, string? encoding)
    {
        if (body is [0x1F, 0x8B, 8, ..])
            return [Gzip];
        bool isZlib = body is [0x78, var flags, ..] && ((0x78 << 8) | flags) % 31 == 0; // RFC 1950 §2.2
        return encoding switch
        {
            "br" => [Brotli],
            "deflate" or "x-deflate" => isZlib ? [Zlib, Deflate] : [Deflate],
            _ => isZlib ? [Zlib] : [],
        };
    }

    private static Stream Gzip(Stream stream, bool reads) =>
        reads
            ? new GZipStream(stream, CompressionMode.Decompress)
            : new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);

    private static Stream Zlib(Stream stream, bool reads) =>
        reads
            ? new ZLibStream(stream, CompressionMode.Decompress)
            : new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true);

    private static Stream Deflate(Stream stream, bool reads) =>
        reads
            ? new DeflateStream(stream, CompressionMode.Decompress)
            : new DeflateStream(stream, CompressionLevel.Fastest, leaveOpen: true);

    private static Stream Brotli(Stream stream, bool reads) =>
        reads
            ? new BrotliStream(stream, CompressionMode.Decompress)
            : new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true);

    private static ReadOnlyMemory<byte>? Read(
        ReadOnlyMemory<byte> body, Func<Stream, bool, Stream> format, int maxBytes)
    {
        ArrayBufferWriter<byte> text = new(4096);
        using MemoryStream source = MemoryMarshal.TryGetArray(body, out ArraySegment<byte> array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);
        try
        {
            using Stream stream = format(source, true);
            while (stream.Read(text.GetSpan(4096)) is var read and > 0)
            {
                text.Advance(read);
                if (text.WrittenCount > maxBytes)
                    return null;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException)
        {
            // Cut or damaged: what came before that can be read by anybody.
        }

        return text.WrittenCount == 0 ? null : text.WrittenMemory;
    }
}
