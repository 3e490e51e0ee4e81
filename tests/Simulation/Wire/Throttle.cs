namespace Webhooks.Simulation.Wire;

/// <summary>Counts what is done in each second, and refuses what would be too much.</summary>
internal struct Throttle
{
    private long _second;
    private int _count;

    /// <summary>Takes a number of operations, or fails with 503 ServerBusy and takes none.</summary>
    public void Take(int count, int limit, DateTimeOffset now)
    {
        long second = now.UtcTicks / TimeSpan.TicksPerSecond;
        if (second != _second)
            (_second, _count) = (second, 0);
        if (_count > limit - count)
            throw StorageFailure.ServerBusy();
        _count += count;
    }
}
