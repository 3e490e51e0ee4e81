using Webhooks.Storage.Jobs;

namespace Webhooks.Storage.Erasure;

/// <summary>What an erasure would remove; changes nothing.</summary>
/// <param name="job">Plans.</param>
/// <param name="time">The clock.</param>
public sealed class ErasurePreview(ErasureJob job, TimeProvider time)
{
    /// <summary>Finds out what an erasure would remove, for so long as an answer may take.</summary>
    /// <param name="person">The person.</param>
    /// <param name="cursor">Where a preview before this one stopped, or null.</param>
    /// <returns>
    /// As <see cref="Job.Counts"/>; where it goes on, null where it is complete; and whether not even one page was
    /// found out in time.
    /// </returns>
    public async Task<(JobCounts Counts, string? Next, bool IsTooLong)> MakeAsync(
        Person person, string? cursor, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        long start = time.GetTimestamp();
        using CancellationTokenSource limit = PreviewTime.Limit(time);
        using CancellationTokenSource over =
            CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Job asked = new(JobKinds.PreviewOf(JobKinds.Erasure), "preview")
        {
            CreatedAt = now,
            UpdatedAt = now,
            Request = person.ToJson(),
            Cursor = cursor,
        };
        JobCounts counts = [];
        bool isTooLong = true;
        try
        {
            do
            {
                JobPage page = await job.PlanAsync(asked, over.Token);
                counts.Add(page.Counts);
                isTooLong &= asked.Cursor is null; // the first page only says where to begin
                asked = asked with { Cursor = page.Next };
            }
            while (asked.Cursor is not null && time.GetElapsedTime(start) < PreviewTime.MaxTime);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            // What was found out before this page is told.
        }

        return (counts, asked.Cursor, isTooLong);
    }
}
