namespace Webhooks.Storage.Jobs;

/// <summary>How long somebody waits for a dry run.</summary>
internal static class PreviewTime
{
    /// <summary>After this no other page is begun.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    // A page of deliveries of usual size takes a second or two.
    private static readonly TimeSpan MaxTimeWithPage = TimeSpan.FromSeconds(25);

    /// <summary>Makes what ends a page that is still not done then.</summary>
    public static CancellationTokenSource Limit(TimeProvider time) => new(MaxTimeWithPage, time);
}
