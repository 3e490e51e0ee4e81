using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Background;

/// <summary>
/// When a timer is due again. A host tells a run the status from before it (TimerListener in
/// https://github.com/Azure/azure-webjobs-sdk-extensions), so that its <c>Next</c> is that very run.
/// </summary>
internal static class NextRun
{
    /// <summary>Finds the next run after a time, as far from the last as that was from the one before it.</summary>
    /// <param name="status">What the host told, or null where it told nothing, or the run was asked for by hand.</param>
    /// <returns>In UTC; null where that is not known.</returns>
    public static DateTimeOffset? After(DateTimeOffset now, ScheduleStatus? status)
    {
        if (status is null)
            return null;
        DateTimeOffset next = Utc(status.Next);
        if (next > now)
            return next;
        // A run begins some milliseconds late, a schedule has whole seconds.
        double seconds = Math.Ceiling((next - Utc(status.Last)).TotalSeconds);
        if (seconds < 1)
            return null;
        return next.AddSeconds(seconds * (Math.Floor((now - next).TotalSeconds / seconds) + 1));
    }

    private static DateTimeOffset Utc(DateTime time) => new(time.ToUniversalTime(), TimeSpan.Zero);
}
