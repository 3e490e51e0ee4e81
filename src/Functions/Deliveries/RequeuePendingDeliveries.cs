using Microsoft.Azure.Functions.Worker;
using Webhooks.Storage.Deliveries;

namespace Webhooks.Functions.Deliveries;

/// <summary>Queues again what was stored and lost its message: large deliveries, and the steps of replays and erasures.</summary>
/// <param name="recovery">Does it.</param>
public sealed class RequeuePendingDeliveries(PendingRecovery recovery)
{
    /// <summary>Looks for what waits too long.</summary>
    /// <param name="timer">When it is due: the setting <c>RollupSchedule</c>.</param>
    /// <param name="cancellationToken">The host stops; the next run goes on.</param>
    /// <returns>When it is queued.</returns>
    [Function(nameof(RequeuePendingDeliveries))]
    public Task RunAsync([TimerTrigger("%RollupSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        recovery.RunAsync(cancellationToken);
}
