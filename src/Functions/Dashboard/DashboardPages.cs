using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Functions.Dashboard.Pages.Rejected;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Received;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Dashboard;

/// <summary>What asks for a person: rejected deliveries and drift.</summary>
public sealed class DashboardPages(
    SessionGate gate,
    StatusReader status,
    RejectedReader rejected,
    DriftReader drift,
    DeliveryStore deliveries,
    VendorRegistry vendors,
    TimeProvider time)
{
    private const int RejectedOfPage = 50;
    private const int SamplesOfReason = 3;
    private const int MaxSamples = 8;

    [Function("DashboardRejected")]
    public Task<HttpResponseData> RejectedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/rejected")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            UrlEncoded query = UrlEncoded.Query(request);
            string? reason = query["reason"] is { Length: > 0 and <= 100 } text ? text : null;
            string? vendor = vendors.Names().FirstOrDefault(one => one == query["vendor"]);
            string? continuation = query.Continuation(RejectedReader.IsContinuation);
            IReadOnlyList<RejectedState> states = await status.RejectedAsync(request.Deadline());
            RejectedPage[] pages = await Task.WhenAll(
                states.Select(state => state.Vendor).Where(one => vendor is null || one == vendor).Select(one =>
                    rejected.PageAsync(one, reason, RejectedOfPage, continuation, request.Deadline())));
            RejectedDelivery[] listed =
            [
                .. pages.SelectMany(page => page.Rejected)
                    .OrderByDescending(one => one.DeliveryId, StringComparer.Ordinal).Take(RejectedOfPage),
            ];
            RejectedModel model = new(
                states,
                vendor,
                reason,
                listed,
                await SamplesAsync(listed, reason is null ? 1 : SamplesOfReason, request.Deadline()),
                vendor is null ? null : pages.FirstOrDefault()?.Next,
                vendors,
                time.GetUtcNow(),
                session);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Rejected", "rejected", RejectedListPage.Create(model), session);
        });

    // One after the other: a body may be large.
    private async Task<IReadOnlyList<RejectedSample>> SamplesAsync(
        IEnumerable<RejectedDelivery> listed, int ofEach, CancellationToken cancellationToken)
    {
        List<RejectedSample> samples = [];
        IEnumerable<RejectedDelivery> chosen = listed.GroupBy(one => (one.Vendor, one.Reason))
            .SelectMany(group => group.Take(ofEach)).Take(MaxSamples);
        foreach (RejectedDelivery one in chosen)
        {
            if (await deliveries.FindAsync(one.Vendor, one.DeliveryId, cancellationToken) is { } stored)
                samples.Add(RejectedSample.Of(one, stored.Delivery));
        }

        return samples;
    }

    /// <summary>What vendors started to send.</summary>
    [Function("DashboardDrift")]
    public Task<HttpResponseData> DriftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/drift")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            IReadOnlyList<SeenDrift>[] seen = await Task.WhenAll(
                vendors.All.Select(vendor => drift.ReadAsync(vendor.Name, request.Deadline())));
            DriftModel model = new([.. seen.SelectMany(some => some)], vendors, time.GetUtcNow());
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Drift", "drift", DriftPage.Create(model), session);
        });
}
