using Azure.Data.Tables;

namespace Webhooks.Storage.Tables;

/// <summary>Rows of one partition that follow each other, as a filter.</summary>
/// <param name="Partition">The partition key.</param>
/// <param name="From">The first row key; null is the partition's first.</param>
/// <param name="Below">The row key that comes after the last; null is the partition's end.</param>
internal readonly record struct KeyRange(string Partition, string? From = null, string? Below = null)
{
    /// <summary>Rows <c>{prefix}_…</c>.</summary>
    public static KeyRange Under(string partition, string prefix) => new(partition, $"{prefix}_", End(prefix));

    /// <summary>A row and its further rows <c>{row}_…</c>.</summary>
    public static KeyRange With(string partition, string row) => new(partition, row, End(row));

    /// <summary>What comes after all rows <c>{prefix}_…</c>.</summary>
    public static string End(string prefix) => $"{prefix}`"; // the character after the underscore

    /// <summary>What comes right after a row: no key of ours goes on with a character before this one.</summary>
    public static string After(string row) => $"{row}-";

    /// <summary>Writes it.</summary>
    /// <param name="and">A further condition, or null.</param>
    /// <returns>An OData filter.</returns>
    public string Filter(string? and = null)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        if (From is not null)
            filter += TableClient.CreateQueryFilter($" and RowKey ge {From}");
        if (Below is not null)
            filter += TableClient.CreateQueryFilter($" and RowKey lt {Below}");
        return and is null ? filter : $"{filter} and {and}";
    }
}
