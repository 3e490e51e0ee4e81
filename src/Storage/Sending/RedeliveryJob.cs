using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;

namespace Webhooks.Storage.Sending;

/// <summary>
/// Sends parked events again: puts them into the queue, where they are tried as if they were new. One leaves
/// <c>ParkedEvents</c> when it is delivered.
/// </summary>
/// <param name="parked">Where they are kept.</param>
/// <param name="queue">Where they wait to be sent.</param>
public sealed class RedeliveryJob(ParkedEvents parked, OutgoingQueue queue, TimeProvider time) : IJob
{
    private const int RowsPerPage = 1000;

    /// <inheritdoc />
    public string Kind => JobKinds.Redelivery;

    /// <summary>Counts what would be sent, for so long as an answer may take; changes nothing.</summary>
    /// <returns>As <see cref="Job.Counts"/>, and whether that is all.</returns>
    public async Task<(JobCounts Counts, bool IsWhole)> CountAsync(
        RedeliveryRequest request, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        long start = time.GetTimestamp();
        Job asked = new(Kind, "preview") { CreatedAt = now, UpdatedAt = now, Request = request.ToJson() };
        JobCounts counts = [];
        do
        {
            JobPage page = await PlanAsync(asked, cancellationToken);
            counts.Add(page.Counts);
            asked = asked with { Cursor = page.Next };
        }
        while (asked.Cursor is not null && time.GetElapsedTime(start) < PreviewTime.MaxTime);

        return (counts, asked.Cursor is null);
    }

    /// <inheritdoc />
    public async Task<JobPage> PlanAsync(Job job, CancellationToken cancellationToken)
    {
        RedeliveryRequest request = RedeliveryRequest.Parse(job.Request!);
        ParkedPage page = await parked.PageAsync(request.Destination, RowsPerPage, job.Cursor, cancellationToken);
        ParkedEvent[] meant = [.. page.Events.Where(one => one.ParkedAt <= job.CreatedAt && request.Means(one))];
        JobCounts counts = [];
        counts.Increase("parked/examined", page.Events.Count);
        counts.Increase("parked/queued", meant.Length);
        return new JobPage(counts, page.Next, meant.Length == 0 ? null : ApplyAsync);

        // Noted first: what is delivered at once is not to come back by the note.
        async Task ApplyAsync(CancellationToken token)
        {
            foreach (ParkedEvent[] some in meant.Chunk(OutgoingMessage.MaxEvents))
            {
                DateTimeOffset now = time.GetUtcNow();
                await parked.NoteQueuedAsync(some, now, token);
                OutgoingMessage message = new([.. some.Select(one => one.Key.ToString())])
                {
                    To = request.Destination,
                    Since = now,
                    IsParked = true,
                };
                await queue.SendAsync(message, TimeSpan.Zero, token);
            }
        }
    }
}
