namespace Webhooks.Storage.Rows;

/// <summary>A row that cannot be read: somebody edited it, or another version of this service wrote it.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Partition">Its partition key.</param>
/// <param name="Row">Its row key.</param>
public sealed record UnreadableRow(string Table, string Partition, string Row)
{
    /// <inheritdoc />
    public override string ToString() => $"{Table} {Partition} {Row}";
}
