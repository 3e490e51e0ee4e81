namespace Webhooks.Storage.Events;

/// <summary>Which events a large delivery has.</summary>
/// <param name="Count">How many; of repeats that lie close together one.</param>
/// <param name="Spans">Where they lie, one a day; other deliveries' events lie between them.</param>
public sealed record ManyEvents(int Count, IReadOnlyList<EventSpan> Spans)
{
    /// <summary>None.</summary>
    public static ManyEvents None { get; } = new(0, []);
}
