namespace Webhooks.Simulation.Tables;

/// <summary>
/// What a path names: <c>Events</c>, <c>Events()</c>, <c>Events(PartitionKey='…',RowKey='…')</c>,
/// <c>Tables('Events')</c>.
/// </summary>
/// <param name="Table">The part before the brackets.</param>
/// <param name="Keys">What is between them, decoded; null where nothing is.</param>
internal readonly record struct TablePath(string Table, string? Keys)
{
    public static TablePath Parse(string path)
    {
        int open = path.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return new TablePath(path, null);
        string keys = Uri.UnescapeDataString(path.AsSpan((open + 1)..^1));
        return new TablePath(path[..open], keys.Length == 0 ? null : keys);
    }
}
