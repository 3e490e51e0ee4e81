using System.Net;
using Microsoft.Playwright;
using Webhooks.Dashboard.Tests.Browsing;

namespace Webhooks.Dashboard.Tests;

/// <summary>
/// What somebody saw who started the app for the first time. It is seen before any test sends something, so that an app
/// need not be started for it alone; the tests of it judge.
/// </summary>
public sealed class FirstRun
{
    private static readonly LocatorWaitForOptions Soon = new() { Timeout = 20_000 };

    /// <summary>Of the answer that lets the newcomer in.</summary>
    public HttpStatusCode Entered { get; private init; }

    /// <summary>What that answer sets.</summary>
    public string Cookie { get; private init; } = "";

    public string Html { get; private init; } = "";

    /// <summary>
    /// What the first webhook did to a page that was open: the links to its contact, and what was counted.
    /// </summary>
    public Task<(int Links, string Counted)> FirstWebhook { get; private init; } = null!;

    public static async Task<FirstRun> SeeAsync(DashboardApp app)
    {
        using HttpClientHandler handler = new() { UseCookies = false, AllowAutoRedirect = false };
        using HttpClient http = new(handler) { BaseAddress = app.Http.BaseAddress };
        using HttpResponseMessage entered = await http.GetAsync("api/dashboard");
        string cookie = entered.Headers.GetValues("Set-Cookie").Single();
        using HttpRequestMessage view = new(HttpMethod.Get, "api/dashboard/view");
        view.Headers.Add("Cookie", cookie.Split(';')[0]);
        using HttpResponseMessage page = await http.SendAsync(view);
        FirstRun seen = new()
        {
            Entered = entered.StatusCode,
            Cookie = cookie,
            Html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()),
            FirstWebhook = SendFirstAsync(app),
        };
        // If it fails, its test says so.
        await ((Task)seen.FirstWebhook).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return seen;
    }

    private static async Task<(int Links, string Counted)> SendFirstAsync(DashboardApp app)
    {
        if (Chromium.Path is null)
            return default;
        await using Visit visit = await Visit.StartAsync(app.Browser);
        IPage page = visit.Page;
        await page.GetByText("No webhook has come yet").WaitForAsync();

        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await SeedData.SendAsync(
            app.Http, "smartico", $$"""{"login":"first","time":{{now}},"channel":"SMS","campaign_name":"Spring"}""");
        await page.GetByText("Latest events").WaitForAsync(Soon);
        int links = await page.GetByRole(AriaRole.Link, new() { Name = "first", Exact = true }).CountAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Count now" }).ClickAsync();
        await page.Locator("#totals").WaitForAsync(Soon);
        return (links, await page.Locator("#totals tbody td[data-label='Today']").InnerTextAsync());
    }
}
