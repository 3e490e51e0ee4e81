using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Replay;

namespace Webhooks.Functions.Dashboard;

/// <summary>Replays what a person picked on the page.</summary>
public sealed class PageReplays(
    DeliveryStore deliveries,
    VendorRegistry vendors,
    ReplayPages pages,
    RevisionPlanner planner,
    JobRunner runner,
    TimeProvider time)
{
    /// <summary>Finds a delivery by its id alone: a point read for each vendor.</summary>
    public async Task<StoredDelivery?> FindAsync(string id, CancellationToken cancellationToken)
    {
        foreach (string vendor in vendors.All.Select(vendor => vendor.Name).Append(RejectedReader.NoVendor))
        {
            if (await deliveries.FindAsync(vendor, id, cancellationToken) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Finds out what a replay would change, and changes nothing.</summary>
    /// <returns>What it would change, as far as that is found out in good time.</returns>
    internal Task<ReplayPreview> TryAsync(ReplayTarget target, CancellationToken cancellationToken) =>
        ReplayPreview.MakeAsync(pages, planner, target.ToRequest(), cursor: null, time, cancellationToken);
    internal Task<Job> StartAsync(ReplayTarget target, CancellationToken cancellationToken) =>
        runner.StartAsync(JobKinds.Replay, target.ToRequest().ToJson(), cancellationToken);
}
