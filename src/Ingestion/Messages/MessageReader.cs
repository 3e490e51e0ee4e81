using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Webhooks.Ingestion.Messages;

/// <summary>Unpacks a queue message (<see cref="MessageFormat"/>).</summary>
public static class MessageReader
{
    /// <summary>Unpacks the entries; bodies are slices of one array.</summary>
    /// <param name="message">The message's bytes.</param>
    /// <returns>The entries, in the order they were packed.</returns>
    /// <exception cref="InvalidDataException">These are not the bytes of a message.</exception>
    public static IReadOnlyList<QueuedDelivery> Unpack(ReadOnlyMemory<byte> message)
    {
        if (message.Length < 3 || message.Span[0] != MessageFormat.Version)
            throw new InvalidDataException("Not a message of this service, or of a later version.");

        ReadOnlyMemory<byte> plain = message.Span[1] switch
        {
            MessageFormat.Plain => message[2..],
            MessageFormat.Brotli => Decompress(message.Span[2..]),
            byte other => throw new InvalidDataException($"Unknown compression {other}."),
        };

        List<QueuedDelivery> entries = [];
        Cursor cursor = new(plain);
        while (!cursor.AtEnd)
            entries.Add(ReadEntry(ref cursor));
        return entries;
    }

    private static QueuedDelivery ReadEntry(ref Cursor cursor)
    {
        byte kind = cursor.Take(1).Span[0];
        string id = Convert.ToHexStringLower(cursor.Take(16).Span);
        string vendor = cursor.Text() ?? throw new InvalidDataException("An entry has no vendor.");
        if (!DeliveryId.TryParse(id, out _, out DateTimeOffset receivedAt))
            throw new InvalidDataException("An entry's id is no delivery id.");

        return kind switch
        {
            MessageFormat.StoredDelivery => QueuedDelivery.Stored(vendor, id),
            MessageFormat.JobStep => QueuedDelivery.JobStep(vendor, id),
            MessageFormat.WholeDelivery => QueuedDelivery.Whole(new Delivery
            {
                Id = id,
                Vendor = vendor,
                ReceivedAt = receivedAt,
                Method = cursor.Text() ?? "",
                ContentType = cursor.Text(),
                Query = cursor.Text(),
                TraceParent = cursor.Text(),
                Body = cursor.Take(cursor.Length()),
            }),
            _ => throw new InvalidDataException($"Unknown kind of entry {kind}."),
        };
    }

    private static ReadOnlyMemory<byte> Decompress(ReadOnlySpan<byte> packed)
    {
        using BrotliDecoder decoder = default;
        ArrayBufferWriter<byte> plain = new(packed.Length * 8);
        while (true)
        {
            OperationStatus status = decoder.Decompress(packed, plain.GetSpan(16 * 1024), out int read, out int written);
            plain.Advance(written);
            packed = packed[read..];
            if (status == OperationStatus.Done)
                return plain.WrittenMemory;
            if (status != OperationStatus.DestinationTooSmall || plain.WrittenCount > MessageFormat.MaxUnpackedBytes)
                throw new InvalidDataException("The message's compressed part is damaged.");
        }
    }

    private ref struct Cursor(ReadOnlyMemory<byte> bytes)
    {
        private int _at;

        public readonly bool AtEnd => _at == bytes.Length;

        public ReadOnlyMemory<byte> Take(int length)
        {
            if ((uint)length > (uint)(bytes.Length - _at))
                throw new InvalidDataException("The message ends early.");
            ReadOnlyMemory<byte> taken = bytes.Slice(_at, length);
            _at += length;
            return taken;
        }

        public int Length()
        {
            uint value = 0;
            for (int shift = 0; shift < 35; shift += 7)
            {
                byte next = Take(1).Span[0];
                value |= (uint)(next & 0x7F) << shift;
                if (next < 0x80)
                    return (int)value;
            }

            throw new InvalidDataException("A length has no end.");
        }

        public string? Text()
        {
            int length = Length();
            return length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1).Span);
        }
    }
}
