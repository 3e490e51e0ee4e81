using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;

namespace Webhooks.Storage.Tables;

/// <summary>
/// A value too large for one property, compressed and cut into binary columns <c>{name}Chunk00…</c> of a row, and
/// where one row cannot hold it, of further rows <c>{row key}_{name}_{digest}_000…</c> of the same partition. The row
/// says <c>{name}Chunks</c>, <c>{name}Rows</c> and <c>{name}Digest</c>. The digest keeps the rows of one value apart
/// from those of the value that replaces it: until the row itself is replaced, it still leads to the former ones,
/// whole.
/// </summary>
/// <remarks>
/// A property holds 64 KiB, an entity 1 MiB
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model).
/// </remarks>
internal static class ChunkedValue
{
    private const int ChunkBytes = 64 * 1024;
    // 640 KiB, less than 1 MiB in base64 too, with room for the row's other columns
    private const int ChunksPerRow = 10;

    /// <summary>Puts a value into a row.</summary>
    /// <returns>The further rows it needs, to be written before the row itself; mostly none.</returns>
    public static IReadOnlyList<TableEntity> Put(TableEntity row, string name, ReadOnlySpan<byte> value) =>
        PutPacked(row, name, Compress(value));

    /// <summary>Puts a value into a row that is compressed already.</summary>
    /// <returns>As <see cref="Put"/>.</returns>
    public static IReadOnlyList<TableEntity> PutPacked(TableEntity row, string name, ReadOnlySpan<byte> packed)
    {
        ReadOnlySpan<byte> rest = packed;
        string digest = Convert.ToHexStringLower(SHA256.HashData(rest).AsSpan(0, 4));
        int own = PutChunks(row, name, ref rest, ChunksPerRow - row.Count(column => column.Value is byte[]));
        List<TableEntity> further = [];
        while (!rest.IsEmpty)
        {
            TableEntity next = new(row.PartitionKey, FurtherKey(row.RowKey, name, digest, further.Count));
            PutChunks(next, name, ref rest, ChunksPerRow);
            further.Add(next);
        }

        row[$"{name}Chunks"] = own;
        if (further.Count > 0)
            (row[$"{name}Rows"], row[$"{name}Digest"]) = (further.Count, digest);
        return further;
    }

    /// <summary>Reads a value back.</summary>
    /// <exception cref="InvalidDataException">It is not whole.</exception>
    public static async Task<byte[]> GetAsync(
        TableClient table, TableEntity row, string name, CancellationToken cancellationToken)
    {
        using MemoryStream packed = new();
        Append(packed, row, name);
        foreach (string key in FurtherKeys(row, name))
        {
            NullableResponse<TableEntity> next = await table.GetEntityIfExistsAsync<TableEntity>(
                row.PartitionKey, key, cancellationToken: cancellationToken);
            Append(
                packed, next.HasValue ? next.Value! : throw new InvalidDataException("A row of it is missing."), name);
        }

        packed.Position = 0;
        using BrotliStream brotli = new(packed, CompressionMode.Decompress);
        using MemoryStream value = new();
        try
        {
            await brotli.CopyToAsync(value, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException("It was edited.", e); // .NET says so of data that Brotli did not write
        }

        return value.ToArray();
    }

    /// <summary>Reads a value back as it was packed, where all rows are at hand.</summary>
    /// <param name="rows">Those of the partition, by their row keys.</param>
    /// <returns>False where it is not there, or not whole.</returns>
    public static bool TryJoin(
        TableEntity row, string name, IReadOnlyDictionary<string, TableEntity> rows, out byte[] packed)
    {
        using MemoryStream joined = new();
        bool isWhole = IsIn(row, name);
        Append(joined, row, name);
        foreach (string key in isWhole ? FurtherKeys(row, name) : [])
        {
            isWhole &= rows.TryGetValue(key, out TableEntity? next);
            if (next is not null)
                Append(joined, next, name);
        }

        packed = joined.ToArray();
        return isWhole;
    }

    /// <summary>Whether a row holds such a value.</summary>
    public static bool IsIn(TableEntity row, string name) => row.ContainsKey($"{name}Chunks");

    /// <summary>The further rows of a value.</summary>
    public static IEnumerable<string> FurtherKeys(TableEntity row, string name) =>
        Enumerable.Range(0, (int)Math.Clamp(new RowReader(row).NumberOrNull($"{name}Rows") ?? 0, 0, 1000))
            .Select(index => FurtherKey(row.RowKey, name, new RowReader(row).Text($"{name}Digest"), index));

    /// <summary>Takes a value out of a row; its further rows stay.</summary>
    public static void Remove(TableEntity row, string name)
    {
        foreach (string column in row.Keys.Where(column => column.StartsWith(name, StringComparison.Ordinal)).ToList())
            row.Remove(column);
    }

    private static string FurtherKey(string rowKey, string name, string digest, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{rowKey}_{name}_{digest}_{index:000}");

    private static int PutChunks(TableEntity row, string name, ref ReadOnlySpan<byte> rest, int room)
    {
        int count = 0;
        for (; count < room && !rest.IsEmpty; count++)
        {
            int length = Math.Min(ChunkBytes, rest.Length);
            row[ColumnName(name, count)] = rest[..length].ToArray();
            rest = rest[length..];
        }

        return count;
    }

    private static void Append(MemoryStream packed, TableEntity row, string name)
    {
        for (int i = 0; row.TryGetValue(ColumnName(name, i), out object? chunk); i++)
            packed.Write(chunk as byte[]);
    }

    private static string ColumnName(string name, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}Chunk{index:00}");

    private static byte[] Compress(ReadOnlySpan<byte> value)
    {
        byte[] room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(value.Length));
        try
        {
            if (!BrotliEncoder.TryCompress(value, room, out int length, quality: 1, window: 22))
                throw new InvalidOperationException("Brotli exceeded its own bound.");
            return room.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}
