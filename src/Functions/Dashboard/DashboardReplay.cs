using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Pages.Rejected;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;

namespace Webhooks.Functions.Dashboard;

/// <summary>Shows what a replay would change; once confirmed, queues it, and shows how far it is.</summary>
public sealed class DashboardReplay(SessionGate gate, PageReplays replays, JobStore jobs, VendorRegistry vendors)
{
    /// <summary>Asks for a session that may act.</summary>
    [Function("DashboardReplay")]
    public Task<HttpResponseData> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/replay")] HttpRequestData request) =>
        gate.ActAsync(request, async (session, form) =>
        {
            if (!session.MayAct)
                return await SessionGate.RefuseToActAsync(request, session);
            ReplayTarget target = ReplayTarget.Of(form);
            if (!target.IsWhole)
            {
                return await PageResponse.NotDoneAsync(
                    request, HttpStatusCode.BadRequest, "The form names nothing to replay.", session);
            }

            if (form["confirmed"] == "1")
            {
                Job job = await replays.StartAsync(target, request.Deadline());
                HttpResponseData response = Reply.Empty(request, HttpStatusCode.SeeOther);
                response.Set("Location", Address.Of("replays", ("id", job.Id)));
                return response;
            }

            ReplayPreview preview = await replays.TryAsync(target, request.Deadline());
            ReplayTrialModel model = new(target, preview, vendors, session);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Replay", "rejected", ReplayTrial.Create(model), session);
        });

    /// <summary>How far one is. Without script the page asks again by itself.</summary>
    [Function("DashboardReplayProgress")]
    public Task<HttpResponseData> ProgressAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/replays")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            string id = UrlEncoded.Query(request)["id"] ?? "";
            Job? job = Ingestion.DeliveryId.TryParse(id, out string canonical, out _)
                ? await jobs.FindAsync(JobKinds.Replay, canonical, request.Deadline())
                : null;
            if (job is null)
            {
                return await PageResponse.NotDoneAsync(
                    request, HttpStatusCode.NotFound, "No replay of that id was started.", session);
            }

            ReplayTarget target = ReplayTarget.Of(ReplayRequest.Parse(job.Request ?? "{}"));
            return await PageResponse.OfAsync(
                request,
                HttpStatusCode.OK,
                "Replay",
                "rejected",
                ReplayProgress.Create(new ReplayProgressModel(job, target, vendors)),
                session);
        });
}
