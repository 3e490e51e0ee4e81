using System.Collections;
using Webhooks.Ingestion;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Erasure;

/// <summary>
/// The keys of a delivery's events that are a person's. Where they are many they are found anew whenever they are read,
/// so that no more than a slice of them is ever in memory.
/// </summary>
internal sealed class TheirEvents : IReadOnlyCollection<EventKey>
{
    private readonly IReadOnlyCollection<EventKey>? _held;
    private readonly IEnumerable<EventKey> _all;

    /// <param name="isTheirs">Whether an event is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public TheirEvents(
        DeliveryOutcome outcome, Func<EngagementEvent, bool> isTheirs, CancellationToken cancellationToken)
    {
        _all = outcome.Events.Where(isTheirs).Select(EventKey.Of);
        HashSet<EventKey> first = [];
        IEnumerable<EventKey> found = outcome.Events.Where(e =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return isTheirs(e);
        }).Select(EventKey.Of);
        foreach (EventKey key in found)
        {
            Count++;
            if (first.Count <= DeliveryOutcome.MaxEvents)
                first.Add(key);
        }

        if (first.Count > DeliveryOutcome.MaxEvents)
            return;
        _held = first;
        Count = first.Count;
    }

    /// <summary>How many; where they are many, repeats too.</summary>
    public int Count { get; }

    /// <inheritdoc />
    public IEnumerator<EventKey> GetEnumerator() => (_held ?? _all).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
