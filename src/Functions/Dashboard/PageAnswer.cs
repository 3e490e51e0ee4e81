using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard;

/// <summary>Sends a page under a policy that lets it load, run, frame and send nothing but what is ours.</summary>
internal sealed class PageAnswer(int status, string title, string? place, Html content, PageSession? session) : IResult
{
    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        IHeaderDictionary headers = response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src data:; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return response.WriteAsync(Layout.Page(title, place, content, nonce, session).ToString(), Encoding.UTF8, httpContext.RequestAborted);
    }
}
