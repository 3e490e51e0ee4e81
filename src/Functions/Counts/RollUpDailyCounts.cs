using Microsoft.Azure.Functions.Worker;
using Webhooks.Functions.Telemetry;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Counts;

/// <summary>Keeps the daily counts exact. At once: <c>POST /admin/functions/RollUpDailyCounts</c> with the body <c>{}</c>.</summary>
/// <param name="rollUp">Does it.</param>
/// <param name="state">Keeps when.</param>
/// <param name="status">Reads what waits, for the metrics.</param>
/// <param name="time">The clock.</param>
public sealed class RollUpDailyCounts(DailyRollUp rollUp, RollUpState state, StatusReader status, TimeProvider time)
{
    /// <summary>Counts what was touched since the last time.</summary>
    /// <param name="timer">When it is due: the setting <c>RollupSchedule</c>.</param>
    /// <param name="cancellationToken">The host stops; the rest is counted the next time.</param>
    /// <returns>When the counts are written.</returns>
    [Function(nameof(RollUpDailyCounts))]
    public async Task RunAsync([TimerTrigger("%RollupSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        await rollUp.RunAsync(cancellationToken);
        ScheduleStatus? schedule = timer.ScheduleStatus is { Last.Year: > 1, Next.Year: > 1 } known ? known : null; // none yet, or by hand
        await state.RanAsync(schedule?.Next, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        WebhookMetrics.RolledUp(time.GetElapsedTime(start), schedule is null ? null : now - schedule.Last);
        WebhookMetrics.Backlog(await status.QueueAsync(cancellationToken), now);
    }
}
