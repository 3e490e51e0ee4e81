using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Sessions;

/// <summary>Lets who has a session see pages and send forms.</summary>
public sealed class SessionGate(PageSessions sessions)
{
    /// <summary>Shows a page to who has a session; else 401 with a way in.</summary>
    internal async Task<HttpResponseData> ShowAsync(
        HttpRequestData request, Func<PageSession, Task<HttpResponseData>> page)
    {
        if (await sessions.FindAsync(SessionCookie.Read(request), request.Deadline()) is { } session)
            return await page(session);

        HttpResponseData response = await PageResponse.OfAsync(
            request, HttpStatusCode.Unauthorized, "Sign in", null, SignInPage.Create(), null);
        // A link from elsewhere comes without the strict cookie; one more step, from here, comes with it.
        if (request.Header("Sec-Fetch-Site") == "cross-site")
            response.Set("Refresh", "0");
        return response;
    }

    /// <summary>Shows the job whose id is in the query; else 404.</summary>
    /// <param name="kind">One of <see cref="JobKinds"/>.</param>
    /// <param name="missing">What is said where there is no such job.</param>
    internal Task<HttpResponseData> ShowJobAsync(
        HttpRequestData request,
        JobStore jobs,
        string kind,
        string missing,
        Func<Job, PageSession, Task<HttpResponseData>> page) =>
        ShowAsync(request, async session =>
        {
            string id = UrlEncoded.Query(request)["id"] ?? "";
            return DeliveryId.TryParse(id, out string canonical, out _)
                && await jobs.FindAsync(kind, canonical, request.Deadline()) is { } job
                ? await page(job, session)
                : await PageResponse.NotDoneAsync(request, HttpStatusCode.NotFound, missing, session);
        });

    /// <summary>Does what a form of ours asks for, as <see cref="SubmitAsync"/>; 403 to who may look only.</summary>
    internal Task<HttpResponseData> ActAsync(
        HttpRequestData request, Func<PageSession, UrlEncoded, Task<HttpResponseData>> act) =>
        SubmitAsync(request, (session, form) => session.MayAct
            ? act(session, form)
            : PageResponse.NotDoneAsync(
                request,
                HttpStatusCode.Forbidden,
                "This session may look only. Sign in with the key of DashboardOperator to act.",
                session));

    /// <summary>
    /// Does what a form of ours asks for; 403 where it is not ours, 400 or 413 where ours cannot be such.
    /// </summary>
    internal Task<HttpResponseData> SubmitAsync(
        HttpRequestData request, Func<PageSession, UrlEncoded, Task<HttpResponseData>> act) =>
        ShowAsync(request, async session =>
        {
            if (FormBody.IsTooLarge(request))
                return await RefuseAsync(request, HttpStatusCode.RequestEntityTooLarge, session);
            if (FormBody.Read(request) is not { } form)
                return await RefuseAsync(request, HttpStatusCode.BadRequest, session);
            return AntiForgery.IsValid(session, form)
                ? await act(session, form)
                : await RefuseAsync(request, HttpStatusCode.Forbidden, session);
        });

    private static Task<HttpResponseData> RefuseAsync(
        HttpRequestData request, HttpStatusCode status, PageSession session) =>
        PageResponse.NotDoneAsync(
            request, status, "This did not come from a page of yours. Go there and try again.", session);
}
