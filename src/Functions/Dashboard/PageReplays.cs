using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Replay;

namespace Webhooks.Functions.Dashboard;

/// <summary>Replays what a person picked on the page.</summary>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="pages">Reads what is to be replayed.</param>
/// <param name="revision">Plans.</param>
/// <param name="runner">Starts replays.</param>
/// <param name="time">The clock.</param>
public sealed class PageReplays(
    DeliveryStore deliveries, VendorRegistry vendors, ReplayPages pages, DeliveryRevision revision, JobRunner runner, TimeProvider time)
{
    /// <summary>Finds a delivery by its id alone: a point read for each vendor.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The delivery, or null.</returns>
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
    /// <param name="target">What to replay.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it would change, as far as that is found out in good time.</returns>
    internal Task<ReplayPreview> TryAsync(ReplayTarget target, CancellationToken cancellationToken) =>
        ReplayPreview.MakeAsync(pages, revision, target.ToRequest(), cursor: null, time, cancellationToken);

    /// <summary>Starts a replay.</summary>
    /// <param name="target">What to replay.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When its first step is queued.</returns>
    internal Task<Job> StartAsync(ReplayTarget target, CancellationToken cancellationToken) =>
        runner.StartAsync(JobKinds.Replay, target.ToRequest().ToJson(), cancellationToken);
}
