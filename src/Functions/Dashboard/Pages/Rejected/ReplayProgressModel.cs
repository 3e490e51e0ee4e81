using Webhooks.Functions.Dashboard.Actions;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Jobs;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>How far a replay is.</summary>
/// <param name="Target">What was asked for.</param>
public sealed record ReplayProgressModel(Job Job, ReplayTarget Target, VendorRegistry Vendors)
{
    public bool IsDone => Job.Status == JobStatuses.Done;

    public string Name => Target.NameIn(Vendors);

    public long Examined => Job.Counts.GetValueOrDefault("deliveries/examined");
}
