using Webhooks.Ingestion;

namespace Webhooks.Storage.Events;

/// <summary>Parts a delivery's events into as many as are stored at once, whatever their number.</summary>
internal static class EventSlices
{
    /// <summary>
    /// Parts events into slices of <see cref="MapResult.SliceLength"/>; of repeats in one of them the last counts.
    /// </summary>
    /// <param name="events">Read once, slice by slice.</param>
    public static IEnumerable<IReadOnlyCollection<EngagementEvent>> Of(IEnumerable<EngagementEvent> events)
    {
        Dictionary<EventKey, EngagementEvent> slice = [];
        foreach (EngagementEvent engagement in events)
        {
            EventKey key = EventKey.Of(engagement);
            if (slice.Count == MapResult.SliceLength && !slice.ContainsKey(key))
            {
                yield return slice.Values;
                slice = [];
            }

            slice[key] = engagement;
        }

        if (slice.Count > 0)
            yield return slice.Values;
    }
}
