using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Revision;

namespace Webhooks.Storage.Replay;

/// <summary>What a replay would do.</summary>
/// <param name="Counts">As <see cref="Job.Counts"/>.</param>
/// <param name="Next">Where the preview goes on; null where it is complete.</param>
public sealed record ReplayPreview(JobCounts Counts, string? Next)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <summary>Finds out what a replay would do, for so long as an answer may take.</summary>
    /// <param name="pages">Reads the deliveries.</param>
    /// <param name="planner">Plans.</param>
    /// <param name="cursor"><see cref="Next"/> of the preview before, or null.</param>
    public static async Task<ReplayPreview> MakeAsync(
        ReplayPages pages,
        RevisionPlanner planner,
        ReplayRequest request,
        string? cursor,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        JobCounts counts = [];
        HashSet<(string, string)> seen = [];
        DateTimeOffset until = time.GetUtcNow();
        long start = time.GetTimestamp();
        do
        {
            StoredPage page = await pages.ReadAsync(request, until, cursor, cancellationToken);
            counts.Add(ReplayCounts.Of(await planner.PlanAsync(page.Deliveries, "preview", cancellationToken), seen));
            cursor = page.Next;
        }
        while (cursor is not null && time.GetElapsedTime(start) < MaxTime);

        return new ReplayPreview(counts, cursor);
    }
}
