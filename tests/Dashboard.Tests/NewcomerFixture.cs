using System.Net;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.Dashboard.Tests;

/// <summary>The running app on empty storage, and what its page was before any test sent something.</summary>
public sealed class NewcomerFixture : IAsyncLifetime
{
    private readonly AppFixture _app = new();

    public HttpClient Http => _app.App.Http;

    /// <summary>Of the answer that lets the newcomer in.</summary>
    public HttpStatusCode Entered { get; private set; }

    /// <summary>What that answer sets.</summary>
    public string Cookie { get; private set; } = "";

    public string Html { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await _app.InitializeAsync();
        using HttpClientHandler handler = new() { UseCookies = false, AllowAutoRedirect = false };
        using HttpClient http = new(handler) { BaseAddress = Http.BaseAddress };
        using HttpResponseMessage entered = await http.GetAsync("api/dashboard");
        Entered = entered.StatusCode;
        Cookie = entered.Headers.GetValues("Set-Cookie").Single();
        using HttpRequestMessage view = new(HttpMethod.Get, "api/dashboard/view");
        view.Headers.Add("Cookie", Cookie.Split(';')[0]);
        using HttpResponseMessage page = await http.SendAsync(view);
        Html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
    }

    public Task DisposeAsync() => _app.DisposeAsync();
}
