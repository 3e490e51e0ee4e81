using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Ingestion.Times;

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
        using Parts bytes = new(stackalloc byte[Parts.OnStack]);
        foreach (string? part in parts)
            bytes.Add(part);
        return bytes.ToId();
    }

    /// <summary>Hashes the time and the parts.</summary>
    /// <param name="time">When the event happened.</param>
    /// <param name="parts">In a fixed order; null and empty are different.</param>
    /// <returns>32 lower-case hex digits.</returns>
    internal static string From(EventTime time, params ReadOnlySpan<string?> parts)
    {
        using Parts bytes = new(stackalloc byte[Parts.OnStack]);
        bytes.Add(time, []);
        foreach (string? part in parts)
            bytes.Add(part);
        return bytes.ToId();
    }

    /// <summary>The id that an event has which is filed by its day: of two days it has two.</summary>
    /// <param name="undatedId">What is made of all but the day.</param>
    /// <param name="at">Any time of the day, in UTC.</param>
    /// <returns>32 lower-case hex digits.</returns>
    internal static string OnDay(string undatedId, DateTimeOffset at) =>
        From(undatedId, at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <summary>Collects parts, text or UTF-8; the same parts give the same id either way.</summary>
    internal ref struct Parts(Span<byte> initial) : IDisposable
    {
        /// <summary>Bytes to start with on the stack; enough for all but long URLs.</summary>
        public const int OnStack = 512;

        private Span<byte> _bytes = initial;
        private byte[]? _rented;
        private int _length;

        public void Add(string? part)
        {
            if (part is null)
            {
                AddNull();
                return;
            }

            Ensure(4 + Encoding.UTF8.GetMaxByteCount(part.Length));
            int written = Encoding.UTF8.GetBytes(part, _bytes[(_length + 4)..]);
            BinaryPrimitives.WriteInt32LittleEndian(_bytes[_length..], written);
            _length += 4 + written;
        }

        public void Add(scoped ReadOnlySpan<byte> utf8)
        {
            Ensure(4 + utf8.Length);
            BinaryPrimitives.WriteInt32LittleEndian(_bytes[_length..], utf8.Length);
            utf8.CopyTo(_bytes[(_length + 4)..]);
            _length += 4 + utf8.Length;
        }

        /// <summary>
        /// As <see cref="Add(ReadOnlySpan{byte})"/>, but nothing counts as null: vendors send "" for absent.
        /// </summary>
        public void AddOrNull(scoped ReadOnlySpan<byte> utf8)
        {
            if (utf8.IsEmpty)
                AddNull();
            else
                Add(utf8);
        }

        /// <summary>
        /// Adds the event's own time, which the row's key holds. Every id has it, or by <see cref="OnDay"/> the day
        /// that the key holds, so equal ids are one row; and a row's key has the id.
        /// </summary>
        /// <param name="time">When the event happened.</param>
        /// <param name="unread">
        /// What was sent for a time and could not be read, or nothing: it tells two events apart.
        /// </param>
        public void Add(EventTime time, scoped ReadOnlySpan<byte> unread)
        {
            if (!unread.IsEmpty)
                Add(unread);
            if (time.IsFiledByDay)
            {
                AddNull();
                return;
            }

            Span<byte> digits = stackalloc byte[20];
            Utf8Formatter.TryFormat(time.OccurredAt.ToUnixTimeMilliseconds(), digits, out int written);
            Add(digits[..written]);
        }

        public void AddNull()
        {
            Ensure(4);
            BinaryPrimitives.WriteInt32LittleEndian(_bytes[_length..], -1);
            _length += 4;
        }

        public readonly string ToId()
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(_bytes[.._length], digest);
            return Convert.ToHexStringLower(digest[..16]);
        }

        public void Dispose()
        {
            if (_rented is not null)
                ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }

        private void Ensure(int size)
        {
            if (_bytes.Length - _length >= size)
                return;
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, checked(_length + size)));
            _bytes[.._length].CopyTo(larger);
            Dispose();
            _bytes = _rented = larger;
        }
    }
}
