using Webhooks.Simulation.Tables.Entities;

namespace Webhooks.Simulation.Tables;

/// <summary>
/// A partition's rows by their row keys, in blocks: a hundred thousand rows are neither moved nor walked for one.
/// </summary>
internal sealed class SortedRows
{
    private const int MaxBlock = 512;

    private readonly List<List<EntityRow>> _blocks = [];

    public int Count { get; private set; }

    public EntityRow? Find(string rowKey)
    {
        (int block, int at) = Place(rowKey);
        return IsAt(block, at, rowKey) ? _blocks[block][at] : null;
    }

    /// <summary>Puts a row, or with null takes the one of the key away; answers what was there.</summary>
    public EntityRow? Set(string rowKey, EntityRow? row)
    {
        (int block, int at) = Place(rowKey);
        EntityRow? old = IsAt(block, at, rowKey) ? _blocks[block][at] : null;
        if (old is not null && row is not null)
            _blocks[block][at] = row;
        else if (old is not null)
            Remove(block, at);
        else if (row is not null)
            Insert(block, at, row);
        return old;
    }

    /// <summary>The rows from a key on.</summary>
    public IEnumerable<EntityRow> From(string rowKey)
    {
        (int block, int at) = Place(rowKey);
        for (; block < _blocks.Count; block++, at = 0)
        {
            List<EntityRow> rows = _blocks[block];
            for (; at < rows.Count; at++)
                yield return rows[at];
        }
    }

    private bool IsAt(int block, int at, string rowKey) =>
        block < _blocks.Count && at < _blocks[block].Count && _blocks[block][at].RowKey == rowKey;

    // The block whose last row is not before the key; a key behind all goes to the end of the last one.
    private (int Block, int At) Place(string rowKey)
    {
        int low = 0;
        int high = _blocks.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (string.CompareOrdinal(_blocks[middle][^1].RowKey, rowKey) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        if (_blocks.Count == 0)
            return (0, 0);
        List<EntityRow> rows = _blocks[low];
        (int from, int to) = (0, rows.Count);
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (string.CompareOrdinal(rows[middle].RowKey, rowKey) < 0)
                from = middle + 1;
            else
                to = middle;
        }

        return (low, from);
    }

    private void Insert(int block, int at, EntityRow row)
    {
        Count++;
        if (_blocks.Count == 0)
            _blocks.Add([]);
        List<EntityRow> rows = _blocks[block];
        rows.Insert(at, row);
        if (rows.Count <= MaxBlock)
            return;
        // What only ever grows at its end stays full.
        int keep = at == rows.Count - 1 ? MaxBlock : MaxBlock / 2;
        _blocks.Insert(block + 1, rows[keep..]);
        rows.RemoveRange(keep, rows.Count - keep);
    }

    private void Remove(int block, int at)
    {
        Count--;
        _blocks[block].RemoveAt(at);
        if (_blocks[block].Count == 0)
            _blocks.RemoveAt(block);
    }
}
