using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Ingestion;

/// <summary>
/// Makes an event's id from its data: the first 16 bytes, in hex, of SHA-256 over length-prefixed parts, so that
/// no two lists of parts give the same bytes, and a repeat gives the same id.
/// </summary>
public static class EventIdentity
{
    /// <summary>Hashes the parts.</summary>
    /// <param name="parts">In a fixed order; null and empty are different.</param>
    /// <returns>32 lower-case hex digits.</returns>
    public static string From(params ReadOnlySpan<string?> parts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> prefix = stackalloc byte[4];
        foreach (string? part in parts)
        {
            byte[] bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(prefix, part is null ? -1 : bytes.Length);
            hash.AppendData(prefix);
            hash.AppendData(bytes);
        }

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest[..16]);
    }
}
