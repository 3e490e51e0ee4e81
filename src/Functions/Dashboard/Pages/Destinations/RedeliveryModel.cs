using Webhooks.Functions.Dashboard.Actions;
using Webhooks.Storage.Jobs;

namespace Webhooks.Functions.Dashboard.Pages.Destinations;

/// <summary>How far a redelivery is.</summary>
/// <param name="Target">What was asked for.</param>
public sealed record RedeliveryModel(Job Job, RedeliveryTarget Target)
{
    public bool IsDone => Job.Status == JobStatuses.Done;

    public long Examined => Job.Counts.GetValueOrDefault("parked/examined");

    public long Queued => Job.Counts.GetValueOrDefault("parked/queued");
}
