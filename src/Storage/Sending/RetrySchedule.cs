using Webhooks.Ingestion;

namespace Webhooks.Storage.Sending;

/// <summary>
/// When an event that did not arrive is tried again: soon at first, since most receivers are back at once, and then
/// over more than a day, within which somebody mends one that is not.
/// </summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(3),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(12),
    ];

    private static readonly TimeSpan FirstDeferral = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestDeferral = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(12);

    /// <summary>How often an event is tried before it is parked.</summary>
    public static int MaxTries => Delays.Length + 1;

    /// <summary>How long to wait for the next try.</summary>
    /// <param name="tries">How often it failed: 1 to 8.</param>
    /// <param name="asked">How long the receiver asks to wait, or null; it is heard for up to 12 hours.</param>
    /// <param name="of">What it is of: others wait a little longer or shorter.</param>
    public static TimeSpan After(int tries, TimeSpan? asked, string of)
    {
        TimeSpan delay = Spread(Delays[tries - 1], $"{of} {tries}");
        TimeSpan heard = asked < LongestAsked ? asked.Value : asked is null ? TimeSpan.Zero : LongestAsked;
        return heard > delay ? heard : delay;
    }

    /// <summary>How long what could not be tried is put back for.</summary>
    /// <param name="deferrals">How often it was put back before.</param>
    /// <param name="atLeast">How long it is known to be of no use, at most 5 minutes.</param>
    /// <param name="of">As in <see cref="After"/>.</param>
    public static TimeSpan Deferral(int deferrals, TimeSpan atLeast, string of)
    {
        TimeSpan delay = FirstDeferral * Math.Pow(2, Math.Min(deferrals, 10));
        delay = delay < LongestDeferral ? delay : LongestDeferral;
        atLeast = atLeast < LongestDeferral ? atLeast : LongestDeferral;
        return Spread(delay > atLeast ? delay : atLeast, $"{of} {deferrals}");
    }

    // A fifth more or less, so that what failed together does not come back together. Not by chance: a second run of
    // the same step waits as long.
    private static TimeSpan Spread(TimeSpan delay, string of) =>
        delay * (0.8 + (0.4 * Convert.FromHexString(EventIdentity.From(of))[0] / 255));
}
