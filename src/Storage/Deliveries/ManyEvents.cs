namespace Webhooks.Storage.Deliveries;

/// <summary>Which events a delivery has that has more than are held at once.</summary>
/// <param name="Count">How many, of repeats one.</param>
/// <param name="Spans">Where they lie, one a day; other deliveries' events lie between them.</param>
public sealed record ManyEvents(int Count, IReadOnlyList<EventSpan> Spans)
{
    /// <summary>None.</summary>
    public static ManyEvents None { get; } = new(0, []);
}
