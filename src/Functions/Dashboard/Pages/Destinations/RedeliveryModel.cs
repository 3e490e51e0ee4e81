using Webhooks.Storage.Jobs;
using Webhooks.Storage.Sending;

namespace Webhooks.Functions.Dashboard.Pages.Destinations;

/// <summary>How far a redelivery is.</summary>
public sealed record RedeliveryModel(Job Job, RedeliveryRequest Request)
{
    public bool IsDone => Job.Status == JobStatuses.Done;

    public long Queued => Job.Counts.GetValueOrDefault("parked/queued");
}
