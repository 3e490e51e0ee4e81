using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Functions.Http;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard;

/// <summary>Lets who has a session see pages and send forms.</summary>
public sealed class SessionGate(PageSessions sessions)
{
    /// <summary>Shows a page to who has a session; else 401 with a way in.</summary>
    internal async Task<HttpResponseData> ShowAsync(
        HttpRequestData request, Func<PageSession, Task<HttpResponseData>> page)
    {
        if (await sessions.FindAsync(SessionCookie.Read(request), request.Deadline()) is { } session)
            return await page(session);

        HttpResponseData response = PageResponse.Of(
            request, HttpStatusCode.Unauthorized, "Sign in", null, SignInPage.Content(), null);
        // A link from elsewhere comes without the strict cookie; one more step, from here, comes with it.
        if (request.Header("Sec-Fetch-Site") == "cross-site")
            response.Set("Refresh", "0");
        return response;
    }

    /// <summary>
    /// Does what a form of ours asks for; 403 where it is not ours, 400 or 413 where ours cannot be such.
    /// </summary>
    internal Task<HttpResponseData> ActAsync(
        HttpRequestData request, Func<PageSession, UrlEncoded, Task<HttpResponseData>> act) =>
        ShowAsync(request, async session =>
        {
            if (FormBody.IsTooLarge(request))
                return Refuse(request, HttpStatusCode.RequestEntityTooLarge, session);
            if (FormBody.Read(request) is not { } form)
                return Refuse(request, HttpStatusCode.BadRequest, session);
            return AntiForgery.IsValid(session, form)
                ? await act(session, form)
                : Refuse(request, HttpStatusCode.Forbidden, session);
        });

    private static HttpResponseData Refuse(HttpRequestData request, HttpStatusCode status, PageSession session) =>
        PageResponse.NotDone(
            request,
            status,
            Html.Of($"""
                This did not come from a page of yours. <a href="view">Go to the overview</a> and try again.
                """),
            session);
}
