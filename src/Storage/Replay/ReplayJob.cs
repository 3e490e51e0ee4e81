using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Revision;

namespace Webhooks.Storage.Replay;

/// <summary>
/// Runs stored deliveries through today's mapper. After it their events and counts are what a fresh ingest would give,
/// and a second replay changes nothing.
/// </summary>
/// <param name="pages">Reads the deliveries.</param>
/// <param name="planner">Plans what is to be done with them.</param>
/// <param name="revision">Does it.</param>
/// <param name="guard">Ends what was cut off.</param>
public sealed class ReplayJob(ReplayPages pages, RevisionPlanner planner, DeliveryRevision revision, ErasureGuard guard)
    : IJob
{
    /// <inheritdoc />
    public string Kind => JobKinds.Replay;

    /// <inheritdoc />
    public async Task<JobPage> PlanAsync(Job job, CancellationToken cancellationToken)
    {
        ReplayRequest request = ReplayRequest.Parse(job.Request!);
        StoredPage page = await pages.ReadAsync(request, job.CreatedAt, job.Cursor, cancellationToken);
        RevisionPlan plan = await planner.PlanAsync(page.Deliveries, job.Id, cancellationToken);
        bool hasWork = !plan.IsEmpty || request.Send
            || page.Deliveries.Any(stored => stored is { Status: DeliveryStatuses.Erased, IsUnfinished: true });
        return new JobPage(ReplayCounts.Of(plan), page.Next, hasWork ? ApplyAsync : null);

        async Task ApplyAsync(CancellationToken token)
        {
            await revision.ApplyAsync(plan, job.Id, token, request.Send);
            foreach (StoredDelivery stored in page.Deliveries)
                await guard.FinishAsync(stored, token);
        }
    }
}
