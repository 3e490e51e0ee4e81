using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Functions.Dashboard.Pages.Rejected;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Functions.Dashboard;

/// <summary>Shows what a replay would change; once confirmed, queues it. Asks for a session that may act.</summary>
public sealed class DashboardReplay(SessionGate gate, PageReplays replays, VendorRegistry vendors)
{
    [Function("DashboardReplay")]
    public Task<HttpResponseData> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/replay")] HttpRequestData request) =>
        gate.ActAsync(request, async (session, form) =>
        {
            if (!session.MayAct)
            {
                Html why = Html.Of(
                    $"This session may look only. Sign in with the key of <code>DashboardOperator</code> to replay.");
                return PageResponse.NotDone(request, HttpStatusCode.Forbidden, why, session);
            }

            ReplayTarget target = ReplayTarget.Of(form);
            if (!target.IsWhole)
            {
                return PageResponse.NotDone(
                    request, HttpStatusCode.BadRequest, Html.Of($"The form names nothing to replay."), session);
            }

            Html content = form["confirmed"] == "1"
                ? ReplayPage.Started(target, await replays.StartAsync(target, request.Deadline()), vendors)
                : ReplayPage.Trial(target, await replays.TryAsync(target, request.Deadline()), vendors, session);
            return PageResponse.Of(request, HttpStatusCode.OK, "Replay", null, content, session);
        });
}
