using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;

namespace Webhooks.Storage.Replay;

/// <summary>
/// Runs stored deliveries through today's mapper. After it their events and counts are what a fresh ingest would give,
/// and a second replay changes nothing.
/// </summary>
/// <param name="pages">Reads the deliveries.</param>
/// <param name="revision">Plans and does what is to be done with them.</param>
public sealed class ReplayJob(ReplayPages pages, DeliveryRevision revision) : IJob
{
    /// <inheritdoc />
    public string Kind => JobKinds.Replay;

    /// <inheritdoc />
    public async Task<JobPage> PlanAsync(Job job, CancellationToken cancellationToken)
    {
        ReplayRequest request = ReplayRequest.Parse(job.Request!);
        StoredPage page = await pages.ReadAsync(request, job.CreatedAt, job.Cursor, cancellationToken);
        RevisionPlan plan = await revision.PlanAsync(page.Deliveries, job.Id, cancellationToken);
        return new JobPage(
            ReplayCounts.Of(plan), page.Next, plan.IsEmpty ? null : token => revision.ApplyAsync(plan, job.Id, token));
    }
}
