namespace Webhooks.Simulation.Scheduling;

/// <summary>Chance that a seed decides: the same one gives the same throws on any machine.</summary>
internal sealed class Dice(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>From 0 up to, but not, the limit.</summary>
    public int Next(int limit) => (int)(Next() % (uint)limit);

    /// <summary>Whether something happens that happens so often, of 1.</summary>
    public bool Happens(double share) => share > 0 && (Next() >> 11) * (1.0 / (1UL << 53)) < share;

    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromTicks((long)(Next() % (ulong)(most.Ticks - least.Ticks + 1)));

    public T Pick<T>(IReadOnlyList<T> some) => some[Next(some.Count)];

    /// <summary>Another one, for a part of the simulation that is to stay the same whatever the others do.</summary>
    public Dice Fork() => new((long)Next());

    // SplitMix64: https://prng.di.unimi.it/splitmix64.c
    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
