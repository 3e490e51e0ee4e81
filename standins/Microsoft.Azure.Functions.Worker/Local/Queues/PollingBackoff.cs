using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Local.Queues;

/// <summary>Waits between polls of an empty queue: doubling, give or take a fifth, from 100 ms up to the most.</summary>
internal sealed class PollingBackoff(TimeSpan most)
{
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    private TimeSpan _next = Least;

    public void Reset() => _next = Least;

    [SuppressMessage("Security", "CA5394", Justification = "Spreads polls; guards nothing.")]
    public TimeSpan Next()
    {
        TimeSpan wait = _next < most ? _next : most;
        _next = wait * (1.8 + (0.4 * Random.Shared.NextDouble()));
        return wait;
    }
}
