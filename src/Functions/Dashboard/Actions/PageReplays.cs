using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;
using Webhooks.Storage.Revision;

namespace Webhooks.Functions.Dashboard.Actions;

/// <summary>Replays what a person picked on the page.</summary>
public sealed class PageReplays(
    ReplayPages pages,
    RevisionPlanner planner,
    JobRunner runner,
    TimeProvider time)
{
    /// <summary>Finds out what a replay would change, and changes nothing.</summary>
    /// <returns>What it would change, as far as that is found out in good time.</returns>
    internal Task<ReplayPreview> TryAsync(ReplayTarget target, CancellationToken cancellationToken) =>
        ReplayPreview.MakeAsync(pages, planner, target.ToRequest(), cursor: null, time, cancellationToken);

    internal Task<Job> StartAsync(ReplayTarget target, CancellationToken cancellationToken) =>
        runner.StartAsync(JobKinds.Replay, target.ToRequest().ToJson(), cancellationToken);
}
