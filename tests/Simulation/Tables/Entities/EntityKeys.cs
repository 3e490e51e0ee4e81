using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables.Entities;

/// <summary>What a partition key and a row key may be.</summary>
/// <remarks>
///
/// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#characters-disallowed-in-key-fields
/// </remarks>
internal static class EntityKeys
{
    private const int MaxCharacters = 512; // 1 KiB of UTF-16

    public static void Check(string key, string which)
    {
        if (key.Length > MaxCharacters)
            throw new StorageFailure(400, "KeyValueTooLarge", $"The value of {which} is larger than 1 KiB.");
        foreach (char c in key)
        {
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
                throw StorageFailure.OutOfRange($"The '{which}' parameter has a character that a key cannot have.");
        }
    }

    /// <summary>What the keys count for in a row's size, with the four bytes that every row costs.</summary>
    public static int SizeOf(string partitionKey, string rowKey) => 4 + (2 * (partitionKey.Length + rowKey.Length));

    /// <summary>Reads <c>PartitionKey='…',RowKey='…'</c>, decoded already; a quote in a key is doubled.</summary>
    public static (string PartitionKey, string RowKey) Parse(string keys)
    {
        int at = 0;
        string? partitionKey = null;
        string? rowKey = null;
        while (at < keys.Length)
        {
            int equals = keys.IndexOf("='", at, StringComparison.Ordinal);
            if (equals < 0)
                throw StorageFailure.InvalidInput();
            int end = EndOf(keys, equals + 2);
            string value = keys[(equals + 2)..end].Replace("''", "'", StringComparison.Ordinal);
            if (keys.AsSpan(at, equals - at).SequenceEqual("PartitionKey"))
                partitionKey = value;
            else
                rowKey = value;
            at = end + 2; // the quote and the comma
        }

        return (partitionKey ?? throw StorageFailure.InvalidInput(), rowKey ?? throw StorageFailure.InvalidInput());
    }

    private static int EndOf(string keys, int start)
    {
        for (int i = start; i < keys.Length; i++)
        {
            if (keys[i] != '\'')
                continue;
            if (i + 1 == keys.Length || keys[i + 1] != '\'')
                return i;
            i++;
        }

        throw StorageFailure.InvalidInput();
    }
}
