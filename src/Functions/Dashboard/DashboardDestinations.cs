using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Actions;
using Webhooks.Functions.Dashboard.Pages.Destinations;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Destinations;
using Webhooks.Functions.Http;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Sending;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard;

/// <summary>Shows where events are sent on, and sends again what did not arrive.</summary>
public sealed class DashboardDestinations(
    SessionGate gate,
    DestinationList destinations,
    DestinationStatusReader status,
    ParkedEvents parked,
    OutgoingQueue outgoing,
    RedeliveryJob redelivery,
    JobStore jobs,
    JobRunner runner,
    SampleEvent sample,
    TimeProvider time)
{
    private const int ParkedOfPage = 50;

    [Function("DashboardDestinations")]
    public Task<HttpResponseData> DestinationsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/destinations")]
        HttpRequestData request) =>
        gate.ShowAsync(request, async session =>
        {
            UrlEncoded query = UrlEncoded.Query(request);
            IReadOnlyList<DestinationStatus> all = await status.ReadAsync(request.Deadline());
            DestinationStatus? shown = all.FirstOrDefault(one => one.Name == query["name"])
                ?? all.FirstOrDefault(one => one.Parked > 0);
            string? continuation = query.Continuation(text => ParkedEvent.TryKey(text, out _));
            ParkedPage page = shown is null
                ? new ParkedPage([], null)
                : await parked.PageAsync(shown.Name, ParkedOfPage, continuation, request.Deadline());
            int messages = await outgoing.CountAsync(request.Deadline());
            DestinationsModel model = new(all, shown, page, messages, time.GetUtcNow(), session);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Destinations", "destinations", DestinationsPage.Create(model), session);
        });

    /// <summary>Asks for a session that may act. The first step only says how many.</summary>
    [Function("DashboardRedeliver")]
    public Task<HttpResponseData> RedeliverAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/redeliver")] HttpRequestData request) =>
        ActAsync(request, async (destination, session, form) =>
        {
            if (RedeliveryTarget.Of(destination.Name, form) is not { } target)
            {
                return await PageResponse.NotDoneAsync(
                    request, HttpStatusCode.BadRequest, "The form asks for days that are none.", session);
            }

            RedeliveryRequest asked = target.ToRequest();
            if (form["confirmed"] == "1")
            {
                Job job = await runner.StartAsync(JobKinds.Redelivery, asked.ToJson(), request.Deadline());
                return Reply.SeeOther(request, Address.Of("redeliveries", ("id", job.Id)));
            }

            (JobCounts counts, bool isWhole) = await redelivery.CountAsync(asked, request.Deadline());
            RedeliverTrialModel model = new(target, counts.GetValueOrDefault("parked/queued"), isWhole, session);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Send again", "destinations", RedeliverTrial.Create(model), session);
        });

    /// <summary>How far one is. Without script the page asks again by itself.</summary>
    [Function("DashboardRedelivery")]
    public Task<HttpResponseData> ProgressAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/redeliveries")]
        HttpRequestData request) =>
        gate.ShowJobAsync(request, jobs, JobKinds.Redelivery, "No redelivery of that id was started.", (job, session) =>
        {
            RedeliveryModel model = new(job, RedeliveryTarget.Of(RedeliveryRequest.Parse(job.Request!)));
            return PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Send again", "destinations", RedeliveryProgress.Create(model), session);
        });

    /// <summary>Asks for a session that may act.</summary>
    [Function("DashboardSample")]
    public Task<HttpResponseData> SampleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/sample")] HttpRequestData request) =>
        ActAsync(request, async (destination, session, _) =>
        {
            long start = time.GetTimestamp();
            DestinationAnswer answer = await sample.SendAsync(destination, request.Deadline());
            SampleModel model = new(destination.Name, answer, time.GetElapsedTime(start));
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Sample", "destinations", SamplePage.Create(model), session);
        });

    private Task<HttpResponseData> ActAsync(
        HttpRequestData request, Func<Destination, PageSession, UrlEncoded, Task<HttpResponseData>> act) =>
        gate.ActAsync(request, (session, form) => destinations.Find(form["destination"] ?? "") is { } destination
            ? act(destination, session, form)
            : PageResponse.NotDoneAsync(
                request, HttpStatusCode.BadRequest, "The form names no destination that is configured.", session));
}
