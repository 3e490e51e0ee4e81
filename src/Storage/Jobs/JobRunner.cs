using Microsoft.Extensions.Logging;

namespace Webhooks.Storage.Jobs;

/// <summary>
/// Runs jobs: page after page, and after a while the next step through the queue, so that any instance may go on and a
/// restart loses nothing. Who runs a page twice does and counts it once.
/// </summary>
/// <param name="kinds">What each kind does.</param>
/// <param name="queue">Where steps are queued.</param>
/// <param name="logger">Told ids and numbers.</param>
public sealed partial class JobRunner(
    JobStore jobs, IEnumerable<IJob> kinds, JobQueue queue, TimeProvider time, ILogger<JobRunner> logger)
{
    /// <summary>How long one step takes pages for, at the most a page more.</summary>
    public static readonly TimeSpan StepTime = TimeSpan.FromSeconds(20);

    /// <summary>Keeps a job and queues its first step.</summary>
    /// <param name="kind">One of <see cref="JobKinds"/>.</param>
    /// <param name="cursor">Where it begins; null is the start.</param>
    public async Task<Job> StartAsync(
        string kind, string request, CancellationToken cancellationToken, string? cursor = null)
    {
        Job job = await jobs.AddAsync(kind, request, cancellationToken, cursor);
        try
        {
            await queue.SendAsync(kind, job.Id, cancellationToken);
            return job;
        }
        catch
        {
            // Whoever asked is told that it failed: it is not to run all the same.
            await jobs.RemoveAsync(job, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Runs the first step of a job while somebody waits; what takes longer goes on by itself.</summary>
    /// <param name="deadline">Ends the waiting.</param>
    /// <returns>The job as it is then.</returns>
    public async Task<Job> BeginAsync(string kind, string request, CancellationToken deadline)
    {
        Job job = await jobs.AddAsync(kind, request, deadline);
        try
        {
            return await RunAsync(job.Kind, job.Id, deadline) ?? job;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            await queue.SendAsync(job.Kind, job.Id, CancellationToken.None);
            return job;
        }
    }

    /// <summary>Runs a step of a job.</summary>
    /// <param name="kind">One of <see cref="JobKinds"/>.</param>
    /// <param name="cancellationToken">Gives up; the step comes again.</param>
    /// <returns>The job as it is then; null where there is none, or somebody else is at it.</returns>
    public async Task<Job?> RunAsync(string kind, string id, CancellationToken cancellationToken)
    {
        Job? job = await jobs.FindAsync(kind, id, cancellationToken);
        if (job is null || kinds.FirstOrDefault(known => known.Kind == JobKinds.WorkOf(kind)) is not { } work)
            return null;

        long start = time.GetTimestamp();
        while (job is { Status: JobStatuses.Running })
        {
            if (time.GetElapsedTime(start) > StepTime)
            {
                await queue.SendAsync(job.Kind, job.Id, cancellationToken);
                return job;
            }

            (Job? next, TimeSpan delay) = await RunPageAsync(job, work, cancellationToken);
            if (next is { Status: JobStatuses.Running } && delay > TimeSpan.Zero)
            {
                await queue.SendAsync(next.Kind, next.Id, delay, cancellationToken);
                return next;
            }

            job = next;
        }

        return job;
    }

    private async Task<(Job? Job, TimeSpan Delay)> RunPageAsync(Job job, IJob work, CancellationToken cancellationToken)
    {
        JobPage page = await work.PlanAsync(job, cancellationToken);
        JobCounts counts = job.Planned ?? page.Counts;
        if (page.ApplyAsync is not null && !job.IsPreview)
        {
            if (job.Planned is null)
            {
                if (await jobs.TryUpdateAsync(job with { Planned = counts }, cancellationToken) is not { } begun)
                    return (null, default);
                job = begun;
            }

            await page.ApplyAsync(cancellationToken);
        }

        JobCounts total = [];
        total.Add(job.Counts);
        total.Add(counts);
        bool isLast = page.Next is null;
        Job? next = await jobs.TryUpdateAsync(
            job with
            {
                Cursor = page.Next,
                Counts = total,
                Planned = null,
                Status = isLast ? JobStatuses.Done : JobStatuses.Running,
                Request = isLast && JobKinds.WorkOf(job.Kind) == JobKinds.Erasure ? null : job.Request,
            },
            cancellationToken);
        if (next is null)
            Log.Elsewhere(logger, job.Kind, job.Id);
        else if (isLast)
            Log.Done(logger, job.Kind, job.Id);
        return (next, page.Delay);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Kind} {JobId} is done")]
        public static partial void Done(ILogger logger, string kind, string jobId);

        [LoggerMessage(LogLevel.Information, "{Kind} {JobId} is being run elsewhere")]
        public static partial void Elsewhere(ILogger logger, string kind, string jobId);
    }
}
