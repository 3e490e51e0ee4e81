using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Pages.Rejected;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;

namespace Webhooks.Functions.Dashboard.Actions;

/// <summary>Shows what a replay would change; once confirmed, queues it, and shows how far it is.</summary>
public sealed class DashboardReplay(
    SessionGate gate, PageReplays replays, JobStore jobs, VendorRegistry vendors, DestinationList destinations)
{
    /// <summary>Asks for a session that may act.</summary>
    [Function("DashboardReplay")]
    public Task<HttpResponseData> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/replay")] HttpRequestData request) =>
        gate.ActAsync(request, async (session, form) =>
        {
            ReplayTarget target = ReplayTarget.Of(form);
            if (!target.IsWhole)
            {
                return await PageResponse.NotDoneAsync(
                    request, HttpStatusCode.BadRequest, "The form names nothing to replay.", session);
            }

            if (form["confirmed"] == "1")
            {
                Job job = await replays.StartAsync(target, request.Deadline());
                return Reply.SeeOther(request, Address.Of("replays", ("id", job.Id)));
            }

            ReplayPreview preview = await replays.TryAsync(target, request.Deadline());
            ReplayTrialModel model = new(target, preview, vendors, session)
            {
                HasDestinations = destinations.All.Count > 0,
            };
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Replay", "rejected", ReplayTrial.Create(model), session);
        });

    /// <summary>How far one is. Without script the page asks again by itself.</summary>
    [Function("DashboardReplayProgress")]
    public Task<HttpResponseData> ProgressAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/replays")]
        HttpRequestData request) =>
        gate.ShowJobAsync(request, jobs, JobKinds.Replay, "No replay of that id was started.", (job, session) =>
        {
            ReplayTarget target = ReplayTarget.Of(ReplayRequest.Parse(job.Request ?? "{}"));
            return PageResponse.OfAsync(
                request,
                HttpStatusCode.OK,
                "Replay",
                "rejected",
                ReplayProgress.Create(new ReplayProgressModel(job, target, vendors)),
                session);
        });
}
