namespace Webhooks.Storage.Sending;

/// <summary>What became of a message's events at one destination.</summary>
/// <param name="Destination">Its name.</param>
/// <param name="Delivered">How many it took.</param>
/// <param name="Again">How many did not arrive, and are tried again.</param>
/// <param name="Deferred">How many were not tried, and are later.</param>
/// <param name="Parked">How many were parked.</param>
public sealed record SendResult(string Destination, int Delivered, int Again, int Deferred, int Parked)
{
    /// <summary>Whether it is switched off: it answered 410, now or before.</summary>
    public bool IsOff { get; init; }

    /// <summary>How many more wait there to be tried again, by when they are due; less where they were taken.</summary>
    public IReadOnlyList<(DateTimeOffset Due, int Events)> Waiting { get; init; } = [];

    /// <summary>
    /// How long those that are tried again, or later, will have waited by then; null where none are.
    /// </summary>
    public TimeSpan? Wait { get; init; }
}
