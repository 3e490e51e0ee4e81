using System.Collections;

namespace Webhooks.Ingestion;

/// <summary>
/// The events of a delivery that has many: mapped as they are read, and anew each time, so that no more than a slice of
/// them is ever in memory.
/// </summary>
/// <param name="count">How many there are.</param>
/// <param name="map">Maps them, in the delivery's order.</param>
internal sealed class SlicedEvents(int count, Func<IEnumerable<EngagementEvent>> map) : IReadOnlyList<EngagementEvent>
{
    /// <inheritdoc />
    public int Count => count;

    /// <summary>Maps all that come before it, too.</summary>
    public EngagementEvent this[int index] => map().ElementAt(index);

    /// <inheritdoc />
    public IEnumerator<EngagementEvent> GetEnumerator() => map().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
