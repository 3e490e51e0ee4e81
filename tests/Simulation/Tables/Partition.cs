using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables;

/// <summary>A partition: its rows, and how much of it was used in this second.</summary>
internal sealed class Partition
{
    private Throttle _throttle;

    public SortedRows Rows { get; } = new();

    public void Take(int entities, int limit, DateTimeOffset now) => _throttle.Take(entities, limit, now);
}
