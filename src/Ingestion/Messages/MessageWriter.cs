using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Webhooks.Ingestion.Messages;

/// <summary>
/// Packs deliveries into the bytes of one queue message (<see cref="MessageFormat"/>). Reusable; not thread-safe.
/// </summary>
public sealed class MessageWriter
{
    /// <summary>
    /// The most bytes of a message: 64 KiB of base64
    /// (https://learn.microsoft.com/rest/api/storageservices/put-message).
    /// </summary>
    public const int MaxBytes = 48 * 1024;

    /// <summary>
    /// The most bytes of a message before compression, so that packing and unpacking need little memory.
    /// </summary>
    public const int MaxPlainBytes = 1024 * 1024;

    // Below this a message is as cheap to send as it is, so the time to compress it is better saved.
    private const int CompressFrom = 4 * 1024;

    private readonly ArrayBufferWriter<byte> _plain = new(16 * 1024);

    /// <summary>Packs the entries.</summary>
    /// <param name="entries">At least one.</param>
    /// <returns>
    /// The message's bytes, or null where they exceed <see cref="MaxPlainBytes"/>, or <see cref="MaxBytes"/> even
    /// compressed.
    /// </returns>
    public byte[]? TryPack(ReadOnlySpan<QueuedDelivery> entries)
    {
        _plain.ResetWrittenCount();
        foreach (QueuedDelivery entry in entries)
        {
            if (_plain.WrittenCount + (entry.Delivery?.Body.Length ?? 0) > MaxPlainBytes)
                return null;
            Write(entry);
        }

        ReadOnlySpan<byte> plain = _plain.WrittenSpan;
        if (plain.Length < CompressFrom)
            return [MessageFormat.Version, MessageFormat.Plain, .. plain];

        byte[] packed = ArrayPool<byte>.Shared.Rent(MaxBytes - 2);
        try
        {
            Span<byte> room = packed.AsSpan(0, MaxBytes - 2);
            if (BrotliEncoder.TryCompress(plain, room, out int length, quality: 1, window: 18))
                return [MessageFormat.Version, MessageFormat.Brotli, .. room[..length]];
            return plain.Length <= room.Length ? [MessageFormat.Version, MessageFormat.Plain, .. plain] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private void Write(QueuedDelivery entry)
    {
        Span<byte> head = _plain.GetSpan(17);
        head[0] = KindOf(entry);
        Convert.FromHexString(entry.Id, head[1..17], out _, out _);
        _plain.Advance(17);
        Write(entry.Vendor);
        if (entry.Delivery is not { } delivery)
            return;

        Write(delivery.Method);
        Write(delivery.ContentType);
        Write(delivery.Query);
        Write(delivery.TraceParent);
        if (delivery.ContentEncoding is not null)
            Write(delivery.ContentEncoding);
        WriteLength(delivery.Body.Length);
        _plain.Write(delivery.Body.Span);
    }

    // What most deliveries are is read by the version before this one too.
    private static byte KindOf(QueuedDelivery entry) => entry switch
    {
        { IsJobStep: true } => MessageFormat.JobStep,
        { Delivery: null } => MessageFormat.StoredDelivery,
        { Delivery.ContentEncoding: null } => MessageFormat.WholeDelivery,
        _ => MessageFormat.EncodedDelivery,
    };

    private void Write(string? text)
    {
        if (text is null)
        {
            WriteLength(0);
            return;
        }

        int length = Encoding.UTF8.GetByteCount(text);
        WriteLength(length + 1);
        Encoding.UTF8.GetBytes(text, _plain.GetSpan(length));
        _plain.Advance(length);
    }

    private void WriteLength(int value)
    {
        Span<byte> room = _plain.GetSpan(5);
        int used = 0;
        uint rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            room[used++] = (byte)(rest | 0x80);
        room[used++] = (byte)rest;
        _plain.Advance(used);
    }
}
