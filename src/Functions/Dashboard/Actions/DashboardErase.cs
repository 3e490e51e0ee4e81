using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Pages.Erasing;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Actions;

/// <summary>
/// Shows what an erasure would remove; once the contact is typed again, starts it, and shows what was removed.
/// </summary>
public sealed class DashboardErase(
    SessionGate gate, ErasurePreview preview, JobStore jobs, JobRunner runner, VendorRegistry vendors)
{
    /// <summary>Asks for a session that may act.</summary>
    [Function("DashboardErase")]
    public Task<HttpResponseData> EraseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/erase")] HttpRequestData request) =>
        gate.ActAsync(request, async (session, form) =>
        {
            if (EraseTarget.Of(form, vendors) is not { } target)
            {
                return await PageResponse.NotDoneAsync(
                    request, HttpStatusCode.BadRequest, "The form names nobody to erase.", session);
            }

            string? typed = form["typed"];
            return target.IsConfirmedBy(typed)
                ? await StartAsync(request, target)
                : await TryAsync(request, target, isMistyped: typed is not null, session);
        });

    /// <summary>How far one is. Without script the page asks again by itself.</summary>
    [Function("DashboardErasureProgress")]
    public Task<HttpResponseData> ProgressAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/erasures")]
        HttpRequestData request) =>
        gate.ShowJobAsync(
            request,
            jobs,
            JobKinds.Erasure,
            "No erasure of that id was asked for.",
            (job, session) => PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Erasure", "find", EraseProgress.Create(job), session));

    private async Task<HttpResponseData> TryAsync(
        HttpRequestData request, EraseTarget target, bool isMistyped, PageSession session)
    {
        (JobCounts counts, string? next, bool isTooLong) =
            await preview.MakeAsync(target.ToPerson(), null, request.Deadline());
        EraseTrialModel model = new(
            target, counts, IsComplete: next is null && !isTooLong, isMistyped, vendors, session);
        return await PageResponse.OfAsync(
            request,
            isMistyped ? HttpStatusCode.BadRequest : HttpStatusCode.OK,
            "Erase",
            "find",
            EraseTrial.Create(model),
            session);
    }

    private async Task<HttpResponseData> StartAsync(HttpRequestData request, EraseTarget target)
    {
        Job job = await runner.BeginAsync(JobKinds.Erasure, target.ToPerson().ToJson(), request.Deadline());
        return Reply.SeeOther(request, Address.Of("erasures", ("id", job.Id)));
    }
}
