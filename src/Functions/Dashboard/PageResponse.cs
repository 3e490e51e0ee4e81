using System.Net;
using System.Security.Cryptography;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Functions.Http;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard;

/// <summary>Sends a page under a policy that lets it load, run, frame and send nothing but what is ours.</summary>
internal static class PageResponse
{
    /// <param name="place">Where in the navigation it is, or null.</param>
    /// <param name="session">Who sees it, or null for nobody known.</param>
    public static HttpResponseData Of(
        HttpRequestData request, HttpStatusCode status, string title, string? place, Html content, PageSession? session)
    {
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        string page = Layout.Page(title, place, content, nonce, session).ToString();
        HttpResponseData response = Reply.Text(request, status, "text/html; charset=utf-8", page);
        response.Set(
            "Content-Security-Policy",
            $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src data:; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        response.Set("Referrer-Policy", "no-referrer");
        response.Set("Cross-Origin-Opener-Policy", "same-origin");
        response.Set("Cross-Origin-Resource-Policy", "same-origin");
        return response;
    }

    public static HttpResponseData NotDone(
        HttpRequestData request, HttpStatusCode status, Html why, PageSession session) =>
        Of(request, status, "Not done", null, Html.Of($"<h1>Not done</h1><p>{why}</p>"), session);

    /// <summary>What is shown while storage does not answer, which nobody's session can be read from either.</summary>
    public static HttpResponseData Down(HttpRequestData request) => Of(
        request,
        HttpStatusCode.ServiceUnavailable,
        "Down",
        null,
        Html.Of($"""
            <div class="verdict bad" role="status"><strong>Down</strong><span>The storage does not answer, so webhooks
            are answered 503 and nothing is acknowledged that is not kept.</span></div>
            <p>Look at the storage account, and <a href="view">try again</a>.</p>
            """),
        null).RetryLater();
}
