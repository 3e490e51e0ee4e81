using Microsoft.Azure.Functions.Worker;
using Webhooks.Storage.Retention;

namespace Webhooks.Functions.Retention;

/// <summary>Purges days older than <c>RetentionDays</c>. At once: <c>POST /admin/functions/PurgeExpired</c> with the body <c>{}</c>.</summary>
/// <param name="purge">Does it.</param>
public sealed class PurgeExpired(RetentionPurge purge)
{
    /// <summary>Purges what is due.</summary>
    /// <param name="timer">Every night at 03:17 UTC.</param>
    /// <param name="cancellationToken">The host stops; the next run goes on.</param>
    /// <returns>When it is purged.</returns>
    [Function(nameof(PurgeExpired))]
    public Task RunAsync([TimerTrigger("0 17 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        purge.RunAsync(cancellationToken);
}
