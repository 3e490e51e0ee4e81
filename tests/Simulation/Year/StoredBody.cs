using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Webhooks.Simulation.Year;

/// <summary>
/// The body of a stored delivery: text in <c>Body</c>, or what is in <c>BodyChunk00</c>, <c>BodyChunk01</c> …, joined
/// and decompressed.
/// </summary>
internal static class StoredBody
{
    /// <returns>Null where there is none, or it cannot be read.</returns>
    public static byte[]? Of(StoredRow row)
    {
        if (row.Text("Body") is { } text)
            return Encoding.UTF8.GetBytes(text);
        using MemoryStream packed = new();
        for (int i = 0; row[string.Create(CultureInfo.InvariantCulture, $"BodyChunk{i:00}")] is byte[] chunk; i++)
            packed.Write(chunk);
        if (packed.Length == 0)
            return null;

        packed.Position = 0;
        using BrotliStream brotli = new(packed, CompressionMode.Decompress);
        using MemoryStream body = new();
        try
        {
            brotli.CopyTo(body);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException)
        {
            return null;
        }

        return body.ToArray();
    }
}
