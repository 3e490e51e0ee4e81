using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Webhooks.Ingestion.Text;

/// <summary>
/// Inflates compressed bodies: gzip, deflate (with or without zlib's frame) and brotli, as the Content-Encoding says or
/// the first bytes show. What is called compressed and is not (a proxy inflated it and kept the header) is left as it
/// is.
/// </summary>
public static class Inflation
{
    /// <summary>The most that a body may inflate to unless told otherwise: what a body may have by default.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>How many times as long a body may become that inflates to more than <see cref="FreeBytes"/>.</summary>
    public const int MaxRatio = 200;

    /// <summary>Up to here the ratio does not matter: a batch of like events shrinks well.</summary>
    public const int FreeBytes = 1024 * 1024;

    private const int MostLayers = 3;
    private const StringSplitOptions Pieces = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>Inflates a body.</summary>
    /// <param name="body">The bytes as received.</param>
    /// <param name="contentEncoding">The Content-Encoding header, or null.</param>
    /// <param name="maxBytes">The most that it may inflate to.</param>
    /// <param name="inflated">The bytes; the same memory where nothing was compressed.</param>
    /// <returns>Null, or why it is rejected.</returns>
    public static Rejection? TryInflate(
        ReadOnlyMemory<byte> body, string? contentEncoding, int maxBytes, out ReadOnlyMemory<byte> inflated)
    {
        inflated = body;
        if (contentEncoding is null && !HasMagic(body.Span))
            return null;

        long limit = Math.Min(maxBytes, Math.Max(FreeBytes, (long)body.Length * MaxRatio));
        Stack<string> declared = new((contentEncoding ?? "").Split(',', Pieces));
        for (int layer = 0; layer < MostLayers; layer++)
        {
            string? name = declared.TryPop(out string? last) ? last.ToLowerInvariant() : null;
            if (!TryOpen(inflated, name, limit, out ReadOnlyMemory<byte> opened, out bool isTooLarge))
            {
                if (isTooLarge)
                    return TooLarge();
                if (name is null)
                    return null;
                continue;
            }

            inflated = opened;
        }

        return null;
    }

    private static Rejection TooLarge() => new(
        RejectionReasons.InflatesTooFar, "The body is compressed and inflates to more than this service takes.");

    private static bool TryOpen(
        ReadOnlyMemory<byte> body, string? name, long limit, out ReadOnlyMemory<byte> opened, out bool isTooLarge)
    {
        opened = default;
        isTooLarge = false;
        foreach (Func<Stream, Stream> decoder in DecodersOf(body.Span, name))
        {
            if (TryRead(decoder(Open(body)), limit, out opened, out isTooLarge))
                return true;
            if (isTooLarge)
                return false;
        }

        return false;
    }

    // The first bytes know better than a header; brotli and bare deflate have none that show them, and text is neither.
    private static Func<Stream, Stream>[] DecodersOf(ReadOnlySpan<byte> body, string? name) => name switch
    {
        _ when IsGzip(body) => [source => new GZipStream(source, CompressionMode.Decompress)],
        null => IsZlib(body) ? [Zlib] : [],
        _ when IsText(body) => [],
        "br" => [source => new BrotliStream(source, CompressionMode.Decompress)],
        "deflate" or "x-deflate" => IsZlib(body) ? [Zlib, Deflate] : [Deflate],
        _ => IsZlib(body) ? [Zlib] : [],
    };

    private static ZLibStream Zlib(Stream source) => new(source, CompressionMode.Decompress);

    private static DeflateStream Deflate(Stream source) => new(source, CompressionMode.Decompress);

    private static bool HasMagic(ReadOnlySpan<byte> body) => IsGzip(body) || IsZlib(body);

    private static bool IsGzip(ReadOnlySpan<byte> body) => body is [0x1F, 0x8B, 8, ..];

    // RFC 1950: deflate with a window of 32 KiB, and a checksum of these two bytes.
    private static bool IsZlib(ReadOnlySpan<byte> body) =>
        body is [0x78, var flags, _, ..] && ((0x78 << 8) | flags) % 31 == 0;

    private static bool IsText(ReadOnlySpan<byte> body) =>
        Utf8.IsValid(body) && body.IndexOfAnyInRange((byte)0, (byte)8) < 0;

    private static MemoryStream Open(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out ArraySegment<byte> array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);

    private static bool TryRead(Stream stream, long limit, out ReadOnlyMemory<byte> inflated, out bool isTooLarge)
    {
        ArrayBufferWriter<byte> output = new(4096);
        inflated = default;
        isTooLarge = false;
        try
        {
            using (stream)
            {
                while (stream.Read(output.GetSpan(4096)) is var read and > 0)
                {
                    output.Advance(read);
                    isTooLarge = output.WrittenCount > limit;
                    if (isTooLarge)
                        return false;
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException)
        {
            return false;
        }

        inflated = output.WrittenMemory;
        return output.WrittenCount > 0;
    }
}
