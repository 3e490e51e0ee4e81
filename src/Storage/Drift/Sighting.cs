namespace Webhooks.Storage.Drift;

/// <summary>How often a thing was seen since it was last written.</summary>
internal sealed class Sighting(string sampleDeliveryId)
{
    private readonly Lock _gate = new();
    private long _count;
    private DateTimeOffset? _written;

    public string SampleDeliveryId { get; } = sampleDeliveryId;

    public DateTimeOffset FirstSeen { get; private set; }

    public DateTimeOffset LastSeen { get; private set; }

    public void Add(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (FirstSeen == default)
                FirstSeen = now;
            LastSeen = now;
            _count++;
        }
    }

    /// <summary>Takes the count where it was never written, or not for a while; else 0.</summary>
    public long TakeIfDue(DateTimeOffset now, TimeSpan between)
    {
        lock (_gate)
        {
            if (_count == 0 || now - _written < between)
                return 0;
            (long count, _count, _written) = (_count, 0, now);
            return count;
        }
    }

    public void GiveBack(long count)
    {
        lock (_gate)
            _count += count;
    }
}
