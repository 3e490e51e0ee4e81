using System.Net;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Azure.Functions.Worker.Http;
using RazorSlices;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Functions.Http;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard;

/// <summary>Sends a page under a policy that lets it load, run, frame and send nothing but what is ours.</summary>
internal static class PageResponse
{
    // All scripts stay readable in the source; what HTML needs encoded still is.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="place">Where in the navigation it is, or null.</param>
    /// <param name="session">Who sees it, or null for nobody known.</param>
    public static async Task<HttpResponseData> OfAsync(
        HttpRequestData request,
        HttpStatusCode status,
        string title,
        string? place,
        RazorSlice content,
        PageSession? session)
    {
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using StringWriter page = new();
        await Layout.Create(new LayoutModel(title, place, session, nonce, content)).RenderAsync(page, Encoder);
        HttpResponseData response = Reply.Text(request, status, "text/html; charset=utf-8", page.ToString());
        response.Set(
            "Content-Security-Policy",
            $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src data:; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        response.Set("Referrer-Policy", "no-referrer");
        response.Set("Cross-Origin-Opener-Policy", "same-origin");
        response.Set("Cross-Origin-Resource-Policy", "same-origin");
        return response;
    }

    public static Task<HttpResponseData> NotDoneAsync(
        HttpRequestData request, HttpStatusCode status, string why, PageSession session) =>
        OfAsync(request, status, "Not done", null, NotDonePage.Create(why), session);

    /// <summary>What is shown while storage does not answer, which nobody's session can be read from either.</summary>
    public static async Task<HttpResponseData> DownAsync(HttpRequestData request)
    {
        HttpResponseData response = await OfAsync(
            request, HttpStatusCode.ServiceUnavailable, "Down", null, DownPage.Create(), null);
        return response.RetryLater();
    }
}
