using Webhooks.Simulation.Tables.Entities;

namespace Webhooks.Simulation.Tables;

/// <summary>
/// A table: its partitions by their keys. An empty one stays: it costs nothing, and its rate goes on.
/// </summary>
internal sealed class Table(string name)
{
    private readonly SortedList<string, Partition> _partitions = new(StringComparer.Ordinal);

    public string Name => name;

    public IList<string> PartitionKeys => _partitions.Keys;

    public Partition? Find(string partitionKey) => _partitions.GetValueOrDefault(partitionKey);

    public Partition Get(string partitionKey)
    {
        if (!_partitions.TryGetValue(partitionKey, out Partition? partition))
            _partitions.Add(partitionKey, partition = new Partition());
        return partition;
    }

    /// <summary>The first partition whose key is not before this one.</summary>
    public int IndexFrom(string partitionKey)
    {
        (int low, int high) = (0, _partitions.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (string.CompareOrdinal(_partitions.GetKeyAtIndex(middle), partitionKey) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    public Partition At(int index) => _partitions.GetValueAtIndex(index);

    /// <summary>Every row, by its keys: for whoever looks at storage from outside.</summary>
    public IEnumerable<EntityRow> AllRows() => _partitions.Values.SelectMany(partition => partition.Rows.From(""));
}
