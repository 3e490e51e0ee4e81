using Microsoft.Azure.Functions.Worker;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Telemetry;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Background;

/// <summary>
/// What is due from time to time; what is not done when the host stops is done the next time. At once:
/// <c>POST /admin/functions/{name}</c> with the body <c>{}</c>.
/// </summary>
public sealed class TimerFunctions(
    DailyRollUp rollUp,
    RollUpState state,
    StatusReader status,
    PendingRecovery recovery,
    JobRecovery jobs,
    OutgoingQueue outgoing,
    DestinationTallies tallies,
    RetentionPurge purge,
    WebhookSettings settings,
    TimeProvider time)
{
    /// <summary>Keeps the daily counts exact: counts what was touched since the last time.</summary>
    [Function("RollUpDailyCounts")]
    public async Task RollUpAsync(
        [TimerTrigger("%RollupSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        await rollUp.RunAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        // Not as the host says it: that is the run which this is, and at the first one it knows of no other.
        await state.RanAsync(settings.RollupSchedule?.NextAfter(now), cancellationToken);
        // None yet, or run by hand.
        ScheduleStatus? schedule = timer.ScheduleStatus is { Last.Year: > 1 } known ? known : null;
        WebhookMetrics.RolledUp(time.GetElapsedTime(start), schedule is null ? null : now - schedule.Last);
        WebhookMetrics.Backlog(await status.QueueAsync(cancellationToken), now);
        if (outgoing.IsUsed)
            WebhookMetrics.Outgoing(await outgoing.OldestAsync(cancellationToken), now);
    }

    /// <summary>
    /// Queues again what was stored and lost its message: large deliveries, steps of replays and erasures.
    /// </summary>
    [Function("RequeuePendingDeliveries")]
    public Task RequeueAsync([TimerTrigger("%RollupSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        Task.WhenAll(recovery.RunAsync(cancellationToken), jobs.RunAsync(cancellationToken));

    /// <summary>Purges days older than <c>RetentionDays</c>, every night at 03:17 UTC.</summary>
    [Function("PurgeExpired")]
    public async Task PurgeAsync([TimerTrigger("0 17 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await purge.RunAsync(cancellationToken);
        if (outgoing.IsUsed)
            await tallies.SweepAsync(cancellationToken);
    }
}
