using System.Buffers;
using System.IO.Compression;
using System.Text;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Messages;

/// <summary>Unpacks a queue message (<see cref="MessageFormat"/>).</summary>
public static class MessageReader
{
    /// <summary>Whether these begin as a message of this service does, in this version.</summary>
    public static bool IsMessage(ReadOnlySpan<byte> bytes) => bytes.Length >= 3 && bytes[0] == MessageFormat.Version;

    /// <summary>Unpacks the entries; each body is an array of its own.</summary>
    /// <param name="message">The message's bytes.</param>
    /// <returns>The entries, in the order they were packed.</returns>
    /// <exception cref="InvalidDataException">These are not the bytes of a message.</exception>
    public static IReadOnlyList<QueuedDelivery> Unpack(ReadOnlyMemory<byte> message)
    {
        ReadOnlySpan<byte> bytes = message.Span;
        if (!IsMessage(bytes))
            throw new InvalidDataException("Not a message of this service, or of a later version.");

        return bytes[1] switch
        {
            MessageFormat.Plain => ReadEntries(bytes[2..]),
            MessageFormat.Brotli => ReadCompressed(bytes[2..]),
            byte other => throw new InvalidDataException($"Unknown compression {other}."),
        };
    }

    // What a message unfolds to is large enough for the heap that is collected last, so its memory is used again.
    private static List<QueuedDelivery> ReadCompressed(ReadOnlySpan<byte> packed)
    {
        using BrotliDecoder decoder = default;
        using PooledBytes plain = new(Math.Max(64 * 1024, packed.Length * 16));
        while (true)
        {
            OperationStatus status = decoder.Decompress(packed, plain.Reserve(1), out int read, out int written);
            packed = packed[read..];
            plain.Advance(written);
            if (status == OperationStatus.Done)
                return ReadEntries(plain.Written);
            if (status != OperationStatus.DestinationTooSmall || plain.Length > MessageFormat.MaxUnpackedBytes)
                throw new InvalidDataException("The message's compressed part is damaged.");
        }
    }

    private static List<QueuedDelivery> ReadEntries(ReadOnlySpan<byte> plain)
    {
        List<QueuedDelivery> entries = [];
        Cursor cursor = new(plain);
        while (!cursor.AtEnd)
            entries.Add(ReadEntry(ref cursor));
        return entries;
    }

    private static QueuedDelivery ReadEntry(ref Cursor cursor)
    {
        byte kind = cursor.Take(1)[0];
        string id = Convert.ToHexStringLower(cursor.Take(16));
        string vendor = cursor.Text() ?? throw new InvalidDataException("An entry has no vendor.");
        if (!DeliveryId.TryParse(id, out _, out DateTimeOffset receivedAt))
            throw new InvalidDataException("An entry's id is no delivery id.");

        return kind switch
        {
            MessageFormat.StoredDelivery => QueuedDelivery.Stored(vendor, id),
            MessageFormat.JobStep => QueuedDelivery.JobStep(vendor, id),
            MessageFormat.WholeDelivery or MessageFormat.EncodedDelivery => QueuedDelivery.Whole(new Delivery
            {
                Id = id,
                Vendor = vendor,
                ReceivedAt = receivedAt,
                Method = cursor.Text() ?? "",
                ContentType = cursor.Text(),
                Query = cursor.Text(),
                TraceParent = cursor.Text(),
                ContentEncoding = kind == MessageFormat.EncodedDelivery ? cursor.Text() : null,
                Body = cursor.Take(cursor.Length()).ToArray(),
            }),
            _ => throw new InvalidDataException($"Unknown kind of entry {kind}."),
        };
    }

    private ref struct Cursor(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;

        public readonly bool AtEnd => _at == _bytes.Length;

        public ReadOnlySpan<byte> Take(int length)
        {
            if ((uint)length > (uint)(_bytes.Length - _at))
                throw new InvalidDataException("The message ends early.");
            ReadOnlySpan<byte> taken = _bytes.Slice(_at, length);
            _at += length;
            return taken;
        }

        public int Length()
        {
            uint value = 0;
            for (int shift = 0; shift < 35; shift += 7)
            {
                byte next = Take(1)[0];
                value |= (uint)(next & 0x7F) << shift;
                if (next < 0x80)
                    return (int)value;
            }

            throw new InvalidDataException("A length has no end.");
        }

        public string? Text()
        {
            int length = Length();
            return length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));
        }
    }
}
