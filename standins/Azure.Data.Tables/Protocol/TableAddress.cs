using System.Buffers;
using System.Text;

namespace Azure.Data.Tables.Protocol;

/// <summary>Addresses of tables and entities: https://learn.microsoft.com/rest/api/storageservices/addressing-table-service-resources.</summary>
internal static class TableAddress
{
    private const int LongestKey = 1024;

    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    /// <summary>The account in an endpoint: a host's first label, or the first segment behind an IP address or localhost.</summary>
    public static string AccountOf(Uri endpoint) =>
        endpoint.HostNameType == UriHostNameType.Dns && !endpoint.IsLoopback
            ? endpoint.Host.Split('.')[0]
            : endpoint.Segments.Length > 1 ? endpoint.Segments[1].TrimEnd('/') : "";

    /// <summary>The endpoint less a query and, where it ends with one, the table's name.</summary>
    public static Uri WithoutTable(Uri endpoint, string? tableName)
    {
        string text = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        bool named = tableName is not null
            && endpoint.Segments[^1].TrimEnd('/').Equals(tableName, StringComparison.OrdinalIgnoreCase)
            && !AccountOf(endpoint).Equals(tableName, StringComparison.Ordinal);
        return new Uri(named ? text[..text.LastIndexOf('/')] : text);
    }

    public static string Entity(string table, string partitionKey, string rowKey)
    {
        using PooledBuffer buffer = new(256);
        WriteEntity(buffer, Encoding.UTF8.GetBytes(table), partitionKey, rowKey);
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }

    public static void WriteEntity(PooledBuffer buffer, ReadOnlySpan<byte> table, string partitionKey, string rowKey)
    {
        buffer.Write(table);
        buffer.Write("(PartitionKey='"u8);
        WriteKey(buffer, partitionKey);
        buffer.Write("',RowKey='"u8);
        WriteKey(buffer, rowKey);
        buffer.Write("')"u8);
    }

    /// <summary>Percent-encodes a key; an apostrophe is doubled first, as OData wants.</summary>
    private static void WriteKey(PooledBuffer buffer, string key)
    {
        int length = Encoding.UTF8.GetMaxByteCount(key.Length);
        Span<byte> bytes = length <= LongestKey ? stackalloc byte[length] : new byte[length];
        bytes = bytes[..Encoding.UTF8.GetBytes(key, bytes)];
        while (!bytes.IsEmpty)
        {
            int reserved = bytes.IndexOfAnyExcept(Unreserved);
            if (reserved < 0)
            {
                buffer.Write(bytes);
                return;
            }

            buffer.Write(bytes[..reserved]);
            if (bytes[reserved] == '\'')
                buffer.Write("%27%27"u8);
            else
                WritePercent(buffer, bytes[reserved]);
            bytes = bytes[(reserved + 1)..];
        }
    }

    private static void WritePercent(PooledBuffer buffer, byte value)
    {
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        buffer.Write([(byte)'%', digits[value >> 4], digits[value & 15]]);
    }
}
