using Webhooks.Storage.Jobs;

namespace Webhooks.Storage.Erasure;

/// <summary>What an erasure would remove; changes nothing.</summary>
/// <param name="job">Plans.</param>
/// <param name="time">The clock.</param>
public sealed class ErasurePreview(ErasureJob job, TimeProvider time)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <summary>Finds out what an erasure would remove, for so long as an answer may take.</summary>
    /// <param name="person">The person.</param>
    /// <param name="cursor">Where a preview before this one stopped, or null.</param>
    /// <returns>As <see cref="Job.Counts"/>, and where it goes on; null where it is complete.</returns>
    public async Task<(JobCounts Counts, string? Next)> MakeAsync(
        Person person, string? cursor, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        long start = time.GetTimestamp();
        Job asked = new(JobKinds.Erasure, "preview")
        {
            CreatedAt = now,
            UpdatedAt = now,
            Request = person.ToJson(),
            Cursor = cursor,
        };
        JobCounts counts = [];
        do
        {
            JobPage page = await job.PlanAsync(asked, cancellationToken);
            counts.Add(page.Counts);
            asked = asked with { Cursor = page.Next };
            if (ErasureJob.HasSeenAll(page.Next))
                return (counts, null);
        }
        while (time.GetElapsedTime(start) < MaxTime);

        return (counts, asked.Cursor);
    }
}
