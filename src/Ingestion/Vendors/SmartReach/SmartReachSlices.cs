using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>Maps the elements of a body that has many, slice by slice.</summary>
/// <param name="delivery">The delivery.</param>
/// <param name="body">Well-formed JSON.</param>
/// <param name="metadata">The metadata's values in it.</param>
/// <param name="first">Where the first element begins.</param>
/// <param name="firstIndex">Its index in the delivery.</param>
internal sealed class SmartReachSlices(
    Delivery delivery, ReadOnlyMemory<byte> body, SmartReachItem metadata, JsonPlace first, int firstIndex)
{
    private readonly SmartReachItem _metadata = metadata;

    /// <summary>Maps them once to find what is new, and again whenever they are read.</summary>
    /// <param name="count">How many elements there are.</param>
    /// <param name="drift">What was found already.</param>
    public MapResult Map(int count, DriftList drift)
    {
        JsonPlace at = first;
        while (at.Index < count)
        {
            at = ReadSlice(at, ref drift, out _);
        }

        return MapResult.Sliced(count, () => Read(count), drift);
    }

    private IEnumerable<EngagementEvent> Read(int count)
    {
        JsonPlace at = first;
        DriftList found = default;
        while (at.Index < count)
        {
            at = ReadSlice(at, ref found, out EngagementEvent[] slice);
            foreach (EngagementEvent mapped in slice)
                yield return mapped;
        }
    }

    private JsonPlace ReadSlice(JsonPlace at, ref DriftList drift, out EngagementEvent[] slice)
    {
        using PooledBytes data = new(64 * 1024);
        using PooledBytes scratch = new(256);
        SmartReachReader reader = new(body.Span, at, data, scratch) { Drift = drift };
        JsonPlace next = reader.ReadSlice();
        SmartReachEvents events = new(delivery, body.Span[at.Start..], body.Span, scratch, in _metadata);
        slice = new EngagementEvent[reader.Count];
        ReadOnlySpan<SmartReachItem> items = reader.Items;
        for (int i = 0; i < slice.Length; i++)
        {
            ReadOnlySpan<byte> copy = data.Slice(items[i].Data.Start, items[i].Data.Length);
            slice[i] = events.Map(in items[i], ref reader.Drift, copy, firstIndex + at.Index + i);
        }

        drift = reader.Drift;
        return next;
    }
}
