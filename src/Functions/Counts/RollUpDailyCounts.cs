using Microsoft.Azure.Functions.Worker;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Counts;

/// <summary>Keeps the daily counts exact. At once: <c>POST /admin/functions/RollUpDailyCounts</c> with the body <c>{}</c>.</summary>
/// <param name="rollUp">Does it.</param>
/// <param name="state">Keeps when.</param>
public sealed class RollUpDailyCounts(DailyRollUp rollUp, RollUpState state)
{
    /// <summary>Counts what was touched since the last time.</summary>
    /// <param name="timer">When it is due: the setting <c>RollupSchedule</c>.</param>
    /// <param name="cancellationToken">The host stops; the rest is counted the next time.</param>
    /// <returns>When the counts are written.</returns>
    [Function(nameof(RollUpDailyCounts))]
    public async Task RunAsync([TimerTrigger("%RollupSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await rollUp.RunAsync(cancellationToken);
        await state.RanAsync(timer.ScheduleStatus?.Next, cancellationToken);
    }
}
