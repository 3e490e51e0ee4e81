using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Replay;

namespace Webhooks.Functions.Dashboard;

/// <summary>Replays what a person picked on the page, in the background, as <c>POST /api/deliveries/replay</c> does.</summary>
/// <param name="rejected">Reads rejected deliveries.</param>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="jobs">Starts replays.</param>
public sealed class PageReplays(RejectedReader rejected, DeliveryStore deliveries, VendorRegistry vendors, JobRunner jobs)
{
    private const int MaxTried = 200;
    private const int MaxCounted = 1000;

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
    /// <returns>What it would change, of at most 200 deliveries.</returns>
    internal async Task<ReplayTrial> TryAsync(ReplayTarget target, CancellationToken cancellationToken)
    {
        ReplayTrial trial = new();
        (IReadOnlyList<(string Vendor, string Id)> picked, trial.HasMore) = await PickAsync(target, MaxTried, cancellationToken);
        foreach ((string vendor, string id) in picked)
        {
            if (await deliveries.FindAsync(vendor, id, cancellationToken) is { } stored)
                Try(stored, trial);
        }

        return trial;
    }

    /// <summary>Starts a replay.</summary>
    /// <param name="target">What to replay.</param>
    /// <param name="cancellationToken">Gives up; what is started goes on.</param>
    /// <returns>How many deliveries it is about, counted to 1,000, and whether there are more.</returns>
    internal async Task<(int Queued, bool HasMore)> StartAsync(ReplayTarget target, CancellationToken cancellationToken)
    {
        (IReadOnlyList<(string Vendor, string Id)> picked, bool hasMore) = await PickAsync(target, MaxCounted, cancellationToken);
        if (picked.Count == 0)
            return (0, false);
        ReplayRequest replay = target.Id is null
            ? new ReplayRequest { Rejected = true, Vendor = target.Vendor, Reason = target.Reason }
            : new ReplayRequest { DeliveryId = picked[0].Id };
        await jobs.StartAsync(JobKinds.Replay, replay.ToJson(), cancellationToken);
        return (picked.Count, hasMore);
    }

    private async Task<(IReadOnlyList<(string Vendor, string Id)> Picked, bool HasMore)> PickAsync(
        ReplayTarget target, int limit, CancellationToken cancellationToken)
    {
        if (target.Id is not null)
            return await FindAsync(target.Id, cancellationToken) is { } one ? ([(one.Delivery.Vendor, one.Delivery.Id)], false) : ([], false);
        if (target.Vendor is null || target.Reason is null)
            return ([], false);
        RejectedPage page = await rejected.PageAsync(target.Vendor, target.Reason, limit, null, cancellationToken);
        return ([.. page.Rejected.Select(row => (row.Vendor, row.DeliveryId))], page.Next is not null);
    }

    private void Try(StoredDelivery stored, ReplayTrial trial)
    {
        trial.Tried++;
        MapResult? result = Map(stored.Delivery);
        HashSet<EventKey> known = [.. stored.EventKeys];
        if (result?.Rejection is null && result is not null)
            trial.Mapped++;
        else
            Increase(trial.Rejected, result?.Rejection?.Reason ?? RejectionReasons.MapperFailed);
        foreach (EngagementEvent e in result?.Events ?? [])
        {
            if (known.Remove(EventRow.KeyOf(e)))
                trial.Kept++;
            else
                Increase(trial.Added, e.Type);
        }

        trial.Removed += known.Count;
    }

    private MapResult? Map(Delivery delivery)
    {
        try
        {
            return vendors.TryGet(delivery.Vendor, out IVendor? vendor) ? vendor.Map(delivery) : null;
        }
#pragma warning disable CA1031 // A defect of a mapper is what the trial is to show.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static void Increase(SortedDictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}
