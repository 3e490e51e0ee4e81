using Microsoft.Extensions.Logging;

namespace Webhooks.Storage.Jobs;

/// <summary>
/// Finds jobs whose next step was never queued, or got lost, and queues it again. One query where all is well.
/// </summary>
/// <param name="queue">Where their steps are queued.</param>
/// <param name="logger">Told ids.</param>
public sealed partial class JobRecovery(JobStore jobs, JobQueue queue, TimeProvider time, ILogger<JobRecovery> logger)
{
    /// <summary>How long a job may get no further: a step takes a minute at the most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(30);

    /// <summary>Looks for them.</summary>
    /// <returns>How many were queued again.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int recovered = 0;
        await foreach (Job job in jobs.RunningAsync(time.GetUtcNow() - LooksBack, cancellationToken))
        {
            if (time.GetUtcNow() - job.UpdatedAt <= Patience)
                continue;

            // Queued first: a crash between the two queues it once more, which does nothing.
            await queue.SendAsync(job.Kind, job.Id, cancellationToken);
            await jobs.TryUpdateAsync(job, cancellationToken);
            Log.Recovered(logger, job.Kind, job.Id);
            recovered++;
        }

        return recovered;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Kind} {JobId} got no further, and its next step was queued again")]
        public static partial void Recovered(ILogger logger, string kind, string jobId);
    }
}
