using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Functions.Http;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Sessions;

/// <summary>
/// The ways in and out. The Functions host checks a key on each request, and takes it from the address or a header
/// only, neither of which a page's links should hold. So the key opens two doors (to look, and to act), each of which
/// starts a session and sends the browser on, without the key; the pages themselves are anonymous to the host and ask
/// for the session's cookie.
/// </summary>
public sealed class SignIn(PageSessions sessions, SessionGate gate, SessionCookie cookie)
{
    private const string Root = "/dashboard";

    [Function("Dashboard")]
    public Task<HttpResponseData> LookAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "dashboard")] HttpRequestData request) =>
        OpenAsync(request, mayAct: false);

    [Function("DashboardOperator")]
    public Task<HttpResponseData> ActAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "dashboard/operator")]
        HttpRequestData request) =>
        OpenAsync(request, mayAct: true);

    [Function("DashboardSignOut")]
    public Task<HttpResponseData> OutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/signout")] HttpRequestData request) =>
        gate.SubmitAsync(request, async (session, _) =>
        {
            await sessions.CloseAsync(session, request.Deadline());
            HttpResponseData response = await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Signed out", null, SignInPage.Create(), null);
            cookie.Remove(response, request);
            return response;
        });

    /// <summary>The path above all pages, with the host's route prefix, whatever that is.</summary>
    internal static string RootOf(HttpRequestData request)
    {
        string path = request.Url.AbsolutePath;
        int at = path.LastIndexOf(Root, StringComparison.OrdinalIgnoreCase);
        return path[..(at + Root.Length)];
    }

    // To a browser a redirect to the overview; to a script, 204.
    private async Task<HttpResponseData> OpenAsync(HttpRequestData request, bool mayAct)
    {
        // Later hosts take HEAD for a GET; who only looks begins no session.
        if (request.Method == "HEAD")
            return Problem.WrongMethod(request, "GET", "POST");
        PageSession session = await sessions.OpenAsync(mayAct, request.Deadline());
        bool isScript = request.Method == "POST";
        HttpResponseData response = Reply.Empty(request, isScript ? HttpStatusCode.NoContent : HttpStatusCode.SeeOther);
        response.Set("Referrer-Policy", "no-referrer");
        cookie.Write(response, request, session);
        if (!isScript)
            response.Set("Location", $"{RootOf(request)}/view");
        return response;
    }
}
