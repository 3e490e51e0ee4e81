namespace Webhooks.Storage.Destinations;

/// <summary>How a destination is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Configured">Its settings; null where it is configured no more, and has parked events.</param>
/// <param name="Off">Since when it is switched off, or null.</param>
/// <param name="Today">What was sent today, in UTC.</param>
/// <param name="Yesterday">What was sent the day before.</param>
/// <param name="Parked">How many events are parked, of at most <see cref="MaxParked"/>.</param>
/// <param name="HasMoreParked">Whether there are more.</param>
public sealed record DestinationStatus(
    string Name,
    Destination? Configured,
    SwitchedOff? Off,
    DestinationDay Today,
    DestinationDay Yesterday,
    int Parked,
    bool HasMoreParked)
{
    /// <summary>
    /// How many events it did not take yet and are tried again: those that were put for it less those that were taken,
    /// as the instances wrote it down some seconds ago. New ones are not among them, since they wait for all alike.
    /// </summary>
    public long Waiting { get; init; }

    /// <summary>The most parked events that are counted.</summary>
    public const int MaxParked = 1000;

    /// <summary>Both days.</summary>
    public DestinationDay Lately => Today.With(Yesterday);
}
