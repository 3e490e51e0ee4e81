using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Webhooks.Ingestion.Counts;

/// <summary>
/// Which contacts were counted, by their hashes, so that those of several hours, days or steps can be put together and
/// each counts once: a list, which is exact, or once it is folded the registers of a <see cref="HyperLogLog"/>.
/// </summary>
/// <remarks>
/// With 2^13 registers the standard error is 1.04 / √8192 = 1.15 %. Of 48 bits of a hash, two of a million contacts
/// have the same once in some 500 times.
/// </remarks>
public sealed class ContactSketch
{
    private const int HashBytes = 6;
    private const int RankBits = (HashBytes * 8) - IndexBits;
    private const int IndexBits = 13;
    private const int Unsorted = 4096; // what lists have in common stays until it is counted, if it is so few
    private const byte IsList = 0;
    private const byte IsRegisters = 1;

    private ulong[] _list = [];
    private int _length;
    private bool _isSorted = true;
    private byte[]? _registers;

    /// <summary>Whether it lists its contacts.</summary>
    public bool IsExact => _registers is null;

    /// <summary>How many contacts: exactly, or estimated.</summary>
    public long Count =>
        _registers is null ? Listed.Length : (long)Math.Round(HyperLogLog.Estimate(_registers, RankBits));

    private ReadOnlySpan<ulong> Listed
    {
        get
        {
            Sort();
            return _list.AsSpan(0, _length);
        }
    }

    /// <summary>Counts a contact.</summary>
    /// <param name="hash">The contact's; its lowest 48 bits count.</param>
    public void Add(ulong hash)
    {
        hash &= (1UL << (HashBytes * 8)) - 1;
        if (_registers is not null)
        {
            ulong rest = hash & ((1UL << RankBits) - 1);
            byte rank = (byte)(BitOperations.LeadingZeroCount(rest) - (64 - RankBits) + 1);
            ref byte register = ref _registers[hash >> RankBits];
            register = Math.Max(register, rank);
            return;
        }

        Reserve(1, longest: 0);
        _list[_length++] = hash;
        _isSorted = false;
    }

    /// <summary>Counts another's contacts, too.</summary>
    public void Add(ContactSketch other)
    {
        if (other._registers is { } registers)
        {
            Fold(-1);
            Merge(_registers, registers);
        }
        else if (_registers is not null)
        {
            foreach (ulong hash in other.Listed)
                Add(hash);
        }
        else
        {
            ReadOnlySpan<ulong> added = other._list.AsSpan(0, other._length);
            Reserve(added.Length, Unsorted);
            added.CopyTo(_list.AsSpan(_length));
            _length += added.Length;
            _isSorted = other._isSorted && _length == added.Length;
        }
    }

    /// <summary>How many contacts several have together: what one has to which all of them are added.</summary>
    public static long CountOf(IReadOnlyCollection<ContactSketch> sketches)
    {
        if (sketches.All(sketch => sketch.IsExact))
            return CountOfLists([.. sketches]);
        ContactSketch all = new();
        foreach (ContactSketch sketch in sketches)
            all.Add(sketch);
        return all.Count;
    }

    /// <summary>Gives up the list where it is longer than that: from now on the number is an estimate.</summary>
    public void Fold(int longest)
    {
        ReadOnlySpan<ulong> listed = Listed;
        if (_registers is not null || listed.Length <= longest)
            return;
        _registers = new byte[1 << IndexBits];
        foreach (ulong hash in listed)
            Add(hash);
        (_list, _length) = ([], 0);
    }

    /// <summary>Packs it; the same contacts always give the same bytes.</summary>
    /// <returns>Six bytes a contact, or at most some 5 KiB.</returns>
    public byte[] Pack()
    {
        using MemoryStream packed = new();
        packed.WriteByte(_registers is null ? IsList : IsRegisters);
        if (_registers is not null)
        {
            using BrotliStream brotli = new(packed, CompressionLevel.Fastest, leaveOpen: true);
            brotli.Write(_registers);
        }

        Span<byte> bytes = stackalloc byte[8];
        foreach (ulong hash in Listed)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes, hash);
            packed.Write(bytes[^HashBytes..]);
        }

        return packed.ToArray();
    }

    /// <summary>Unpacks what <see cref="Pack"/> packed.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static ContactSketch Unpack(ReadOnlySpan<byte> packed)
    {
        ContactSketch sketch = new();
        if (packed is [IsRegisters, ..])
        {
            using BrotliDecoder decoder = default;
            sketch._registers = new byte[1 << IndexBits];
            bool isWhole = decoder.Decompress(packed[1..], sketch._registers, out _, out int written)
                == System.Buffers.OperationStatus.Done && written == sketch._registers.Length;
            return isWhole ? sketch : throw new InvalidDataException("It holds no registers.");
        }

        if (packed is not [IsList, ..] || packed.Length % HashBytes != 1)
            throw new InvalidDataException("It is no sketch.");
        sketch._list = new ulong[packed.Length / HashBytes];
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        for (packed = packed[1..]; !packed.IsEmpty; packed = packed[HashBytes..])
        {
            packed[..HashBytes].CopyTo(bytes[^HashBytes..]);
            ulong hash = BinaryPrimitives.ReadUInt64BigEndian(bytes);
            sketch._isSorted &= sketch._length == 0 || hash > sketch._list[sketch._length - 1]; // or somebody edited it
            sketch._list[sketch._length++] = hash;
        }

        return sketch;
    }

    // Of the two ranks of each register the higher one, of many registers at once.
    private static void Merge(Span<byte> registers, ReadOnlySpan<byte> others)
    {
        Span<Vector<byte>> own = MemoryMarshal.Cast<byte, Vector<byte>>(registers);
        ReadOnlySpan<Vector<byte>> added = MemoryMarshal.Cast<byte, Vector<byte>>(others);
        for (int i = 0; i < own.Length; i++)
            own[i] = Vector.Max(own[i], added[i]);
    }

    // Walks through the lists at the same time, since they are sorted: the least hash that is left counts once.
    private static long CountOfLists(ContactSketch[] lists)
    {
        const ulong End = ulong.MaxValue; // of no contact
        int[] next = new int[lists.Length];
        foreach (ContactSketch list in lists)
            list.Sort();
        for (long count = 0; ; count++)
        {
            ulong least = End;
            for (int i = 0; i < lists.Length; i++)
            {
                if (next[i] < lists[i]._length)
                    least = Math.Min(least, lists[i]._list[next[i]]);
            }

            if (least == End)
                return count;
            for (int i = 0; i < lists.Length; i++)
            {
                if (next[i] < lists[i]._length && lists[i]._list[next[i]] == least)
                    next[i]++;
            }
        }
    }

    // A list that is longer than that is sorted before it grows: it may hold many twice.
    private void Reserve(int more, int longest)
    {
        if (_list.Length - _length >= more)
            return;
        if (_length > longest)
            Sort();
        if (_length + more > _list.Length / 2)
            Array.Resize(ref _list, Math.Max(4, Math.Max(_list.Length * 2, _length + more)));
    }

    private void Sort()
    {
        if (_isSorted)
            return;
        Span<ulong> all = _list.AsSpan(0, _length);
        all.Sort();
        int kept = 0;
        foreach (ulong hash in all)
        {
            if (kept == 0 || hash != all[kept - 1])
                all[kept++] = hash;
        }

        (_length, _isSorted) = (kept, true);
    }
}
