namespace Webhooks.Ingestion;

/// <summary>What a delivery was mapped to: events, or a rejection.</summary>
public sealed class MapResult
{
    /// <summary>
    /// The most events that are held at once; those of a delivery with more are mapped as they are read.
    /// </summary>
    public const int SliceLength = 1_000;

    private MapResult(IReadOnlyList<EngagementEvent> events, Rejection? rejection, IReadOnlyList<Drift> drift)
    {
        Events = events;
        Rejection = rejection;
        Drift = drift;
    }

    /// <summary>
    /// The events, in the delivery's order; empty where it was rejected. Where <see cref="IsSliced"/>, each reading of
    /// them maps them anew: read them once, and hold few.
    /// </summary>
    public IReadOnlyList<EngagementEvent> Events { get; }

    /// <summary>True where there are more than <see cref="SliceLength"/>.</summary>
    public bool IsSliced => Events.Count > SliceLength;

    /// <summary>Why it could not be mapped, or null.</summary>
    public Rejection? Rejection { get; }

    /// <summary>What the vendor sent that our picture of it does not have yet; mostly empty.</summary>
    public IReadOnlyList<Drift> Drift { get; }

    /// <summary>A mapped delivery.</summary>
    /// <param name="events">Its events, none, one or many.</param>
    /// <param name="drift">What was new in it, or null.</param>
    public static MapResult Mapped(IReadOnlyList<EngagementEvent> events, IReadOnlyList<Drift>? drift = null) =>
        new(events, null, drift ?? []);

    /// <summary>A mapped delivery with more events than are held at once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="map">Maps them, as often as it is called.</param>
    /// <param name="drift">What was new in it.</param>
    internal static MapResult Sliced(int count, Func<IEnumerable<EngagementEvent>> map, DriftList drift) =>
        Mapped(new SlicedEvents(count, map), drift.Items);

    /// <summary>The same with more that was new in front.</summary>
    internal MapResult With(DriftList found) =>
        found.Items is { } items
            ? new(Events, Rejection, [.. items.Concat(Drift).Distinct().Take(DriftList.Limit)])
            : this;

    /// <summary>A delivery that cannot be mapped; it is kept, and can be replayed.</summary>
    /// <param name="reason">One of <see cref="RejectionReasons"/>.</param>
    /// <param name="error">A sentence for a person, without any of the delivery's content.</param>
    /// <param name="drift">What was new in it, or null.</param>
    public static MapResult Rejected(string reason, string error, IReadOnlyList<Drift>? drift = null) =>
        new([], new Rejection(reason, error), drift ?? []);

    /// <inheritdoc cref="Rejected(string, string, IReadOnlyList{Drift}?)" />
    internal static MapResult Rejected(Rejection rejection) => new([], rejection, []);
}
