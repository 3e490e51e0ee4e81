using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Webhooks.Ingestion;

/// <summary>
/// Ids of deliveries: UUIDv7 (RFC 9562 §5.7) as 32 lower-case hex digits. The first 12 are the Unix time in
/// milliseconds, so that the id alone leads to the delivery's partition and row.
/// </summary>
public static class DeliveryId
{
    /// <summary>Makes a new id.</summary>
    /// <param name="receivedAt">When the delivery was received.</param>
    /// <returns>32 lower-case hex digits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It was before 1970.</exception>
    [SuppressMessage("Security", "CA5394", Justification = "An id has to be unique; it guards nothing.")]
    public static string New(DateTimeOffset receivedAt)
    {
        long milliseconds = receivedAt.ToUnixTimeMilliseconds();
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds, nameof(receivedAt));

        // Guid.CreateVersion7 asks the system for random bits each time: a twentieth of all that an ack costs.
        Span<byte> id = stackalloc byte[16];
        Random.Shared.NextBytes(id);
        return Stamp(id, milliseconds);
    }

    /// <summary>Makes the id of something that is always to have the same one.</summary>
    /// <param name="receivedAt">When it was received.</param>
    /// <returns>32 lower-case hex digits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It was before 1970.</exception>
    public static string Of(DateTimeOffset receivedAt, ReadOnlySpan<byte> content)
    {
        long milliseconds = receivedAt.ToUnixTimeMilliseconds();
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds, nameof(receivedAt));
        return Stamp(SHA256.HashData(content).AsSpan(0, 16), milliseconds);
    }

    /// <summary>The beginning of the ids of a time: less than any of that time or later.</summary>
    /// <param name="time">The time, not before 1970.</param>
    /// <returns>12 lower-case hex digits.</returns>
    public static string First(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);

    /// <summary>Reads the time that an id holds.</summary>
    /// <param name="id">What should be a delivery id; upper case and hyphens are accepted.</param>
    /// <param name="canonical">The id as it is stored.</param>
    /// <param name="receivedAt">When the delivery was received, in whole milliseconds.</param>
    /// <returns>False where the text is no UUIDv7 with a time.</returns>
    public static bool TryParse(string? id, out string canonical, out DateTimeOffset receivedAt)
    {
        canonical = "";
        receivedAt = default;
        if (!Guid.TryParse(id, out Guid guid) || guid.Version != 7)
            return false;

        canonical = guid.ToString("N", CultureInfo.InvariantCulture);
        long milliseconds =
            long.Parse(canonical.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return false;
        receivedAt = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }

    private static string Stamp(Span<byte> id, long milliseconds)
    {
        BinaryPrimitives.WriteUInt32BigEndian(id, (uint)(milliseconds >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(id[4..], (ushort)milliseconds);
        id[6] = (byte)(0x70 | (id[6] & 0x0F)); // the version, 7
        id[8] = (byte)(0x80 | (id[8] & 0x3F)); // the variant, binary 10
        return Convert.ToHexStringLower(id);
    }
}
