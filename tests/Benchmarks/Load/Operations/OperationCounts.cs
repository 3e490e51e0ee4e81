using System.Collections.Concurrent;

namespace Webhooks.Benchmarks.Load.Operations;

/// <summary>Billable storage operations, by what they are.</summary>
internal sealed class OperationCounts
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    /// <summary>How many of a kind.</summary>
    public int this[string kind] => _counts.GetValueOrDefault(kind);

    /// <summary>The kinds and their numbers, the most first.</summary>
    public IEnumerable<KeyValuePair<string, int>> All => _counts.OrderByDescending(count => count.Value);

    /// <summary>Of the queue service, but for polls that found nothing.</summary>
    public int Queue =>
        _counts.Where(count => count.Key.StartsWith("queue", StringComparison.Ordinal)).Sum(count => count.Value);

    /// <summary>Of the table service.</summary>
    public int Tables =>
        _counts.Where(count => count.Key.StartsWith("table", StringComparison.Ordinal)).Sum(count => count.Value);

    /// <summary>Polls that found nothing: they depend on time and not on webhooks.</summary>
    public int EmptyPolls => this["empty poll"];

    public void Add(string kind) => _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);

    public void Clear() => _counts.Clear();

    public override string ToString() => string.Join(", ", All.Select(count => $"{count.Key} {count.Value}"));
}
