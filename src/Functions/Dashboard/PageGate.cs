using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard;

/// <summary>
/// Lets browsers in. The Functions host checks a key on each request, and takes it from the address or a header only,
/// neither of which a page's links should hold. So the key opens two doors (to look, and to act), each of which starts a
/// session and sends the browser on, without the key; the pages themselves are anonymous to the host and ask for the
/// session's cookie.
/// </summary>
/// <param name="sessions">Keeps the sessions.</param>
/// <param name="environment">Whether this is a developer's machine, without TLS.</param>
public sealed class PageGate(PageSessions sessions, IHostEnvironment environment)
{
    private const string Cookie = "webhooks-session";
    private const string Root = "/dashboard";

    /// <summary>Starts a session: the host has checked the key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mayAct">Whether the session may replay, too.</param>
    /// <returns>A redirect to the overview; to a script, 204.</returns>
    public async Task<IResult> OpenAsync(HttpRequest request, bool mayAct)
    {
        HttpResponse response = request.HttpContext.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        PageSession session;
        try
        {
            session = await sessions.OpenAsync(mayAct, request.HttpContext.RequestAborted);
        }
        catch (RequestFailedException)
        {
            return NotNow(null);
        }

        string root = RootOf(request);
        response.Cookies.Append(Cookie, session.Token, Options(root));
        if (HttpMethods.IsPost(request.Method))
            return TypedResults.NoContent();
        response.Headers.Location = $"{root}/view";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Shows a page to who has a session.</summary>
    /// <param name="request">The request.</param>
    /// <param name="page">Makes the page.</param>
    /// <returns>The page; 401 with a way in; or 503 where the storage does not answer.</returns>
    internal async Task<IResult> ShowAsync(HttpRequest request, Func<PageSession, Task<IResult>> page)
    {
        PageSession? session = null;
        try
        {
            session = await sessions.FindAsync(request.Cookies[Cookie], request.HttpContext.RequestAborted);
            if (session is not null)
                return await page(session);
        }
        catch (RequestFailedException)
        {
            return NotNow(session);
        }

        // A link from elsewhere comes without the strict cookie; one more step, from here, comes with it.
        bool isFromElsewhere = request.Headers["Sec-Fetch-Site"] == "cross-site";
        if (isFromElsewhere)
            request.HttpContext.Response.Headers["Refresh"] = "0";
        return new PageAnswer(StatusCodes.Status401Unauthorized, "Sign in", null, SignInPage.Content(), null);
    }

    /// <summary>Does what a form of ours asks for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="act">Does it.</param>
    /// <returns>What that answers; or 403 where the form is not ours.</returns>
    internal Task<IResult> ActAsync(HttpRequest request, Func<PageSession, IFormCollection, Task<IResult>> act) =>
        ShowAsync(request, async session =>
        {
            if (!request.HasFormContentType)
                return Refuse(session);
            IFormCollection form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return AntiForgery.IsValid(session, form) ? await act(session, form) : Refuse(session);
        });

    /// <summary>Ends a session.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The way in.</returns>
    public Task<IResult> CloseAsync(HttpRequest request) => ActAsync(request, async (session, _) =>
    {
        await sessions.CloseAsync(session, request.HttpContext.RequestAborted);
        request.HttpContext.Response.Cookies.Delete(Cookie, Options(RootOf(request)));
        return new PageAnswer(StatusCodes.Status200OK, "Signed out", null, SignInPage.Content(), null);
    });

    private CookieOptions Options(string root) => new()
    {
        HttpOnly = true,
        Secure = !environment.IsDevelopment(),
        SameSite = SameSiteMode.Strict,
        Path = root,
        MaxAge = PageSessions.Lifetime,
    };

    // With the host's route prefix, whatever that is.
    private static string RootOf(HttpRequest request)
    {
        string path = request.Path.Value ?? "";
        int at = path.LastIndexOf(Root, StringComparison.OrdinalIgnoreCase);
        return path[..(at + Root.Length)];
    }

    private static PageAnswer Refuse(PageSession session) => new(
        StatusCodes.Status403Forbidden,
        "Not done",
        null,
        Html.Of($"""<h1>Not done</h1><p>This did not come from a page of yours. <a href="view">Go to the overview</a> and try again.</p>"""),
        session);

    private static PageAnswer NotNow(PageSession? session) => new(
        StatusCodes.Status503ServiceUnavailable,
        "Down",
        null,
        Html.Of($"""
            <div class="verdict bad" role="status"><strong>Down</strong><span>The storage does not answer, so webhooks are answered 503 and nothing is acknowledged that is not kept.</span></div>
            <p>Look at the storage account, and <a href="view">try again</a>.</p>
            """),
        session);
}
