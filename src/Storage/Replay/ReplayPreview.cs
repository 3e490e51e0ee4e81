using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Revision;

namespace Webhooks.Storage.Replay;

/// <summary>What a replay would do.</summary>
/// <param name="Counts">As <see cref="Job.Counts"/>.</param>
/// <param name="Next">Where the preview goes on; null where it is complete.</param>
/// <param name="IsTooLong">Whether not even one page was found out in time.</param>
public sealed record ReplayPreview(JobCounts Counts, string? Next, bool IsTooLong)
{
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
        bool isTooLong = true;
        HashSet<(string, string)> seen = [];
        DateTimeOffset until = time.GetUtcNow();
        long start = time.GetTimestamp();
        using CancellationTokenSource limit = PreviewTime.Limit(time);
        using CancellationTokenSource over =
            CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            do
            {
                StoredPage page = await pages.ReadAsync(request, until, cursor, over.Token);
                RevisionPlan plan = await planner.PlanAsync(page.Deliveries, "preview", over.Token);
                counts.Add(ReplayCounts.Of(plan, seen));
                isTooLong = false;
                cursor = page.Next;
            }
            while (cursor is not null && time.GetElapsedTime(start) < PreviewTime.MaxTime);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            // What was found out before this page is told.
        }

        return new ReplayPreview(counts, cursor, isTooLong);
    }
}
