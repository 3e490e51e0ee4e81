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
            bool isCountedLater = ErasurePosition.Parse(asked.Cursor)?.Stage == StorageNames.Deliveries;
            foreach ((string name, long count) in page.Counts)
            {
                // Where all is read, an event is found by its delivery and then again by itself.
                bool isOfEvents = name.EndsWith("/events", StringComparison.Ordinal) || name == "events/removed";
                counts.Increase(name, isCountedLater && isOfEvents ? 0 : count);
            }

            asked = asked with { Cursor = page.Next };
            if (ErasureJob.HasSeenAll(page.Next))
                return (counts, null);
        }
        while (time.GetElapsedTime(start) < MaxTime);

        return (counts, asked.Cursor);
    }
}
