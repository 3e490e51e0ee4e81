using System.Net;
using Microsoft.Playwright;
using Webhooks.Dashboard.Tests.Browsing;

namespace Webhooks.Dashboard.Tests;

/// <summary>What somebody sees who starts the service for the first time.</summary>
public sealed class FirstRunTests(NewcomerFixture app) : IClassFixture<NewcomerFixture>
{
    private static readonly LocatorWaitForOptions Soon = new() { Timeout = 20_000 };

    [Fact]
    public void Newcomer_is_told_the_line_that_sends_a_first_webhook()
    {
        Assert.Equal(HttpStatusCode.SeeOther, app.Entered);
        Assert.Contains(
            "; path=/api/dashboard; samesite=strict; httponly", app.Cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"curl -i '{app.Http.BaseAddress}api/webhooks/smartico'", app.Html, StringComparison.Ordinal);
        Assert.Contains("Healthy", app.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_nobody_are_401_and_say_nothing()
    {
        foreach (string place in (string[])
        [
            "view", "received", "events", "event?key=x", "campaigns", "rejected", "delivery?id=x", "body?id=x",
            "find?q=x", "replays?id=x", "drift", "counts.csv", "campaigns.csv",
            "compare?one=smartico:x", "erasures?id=x", "destinations", "redeliveries?id=x",
        ])
        {
            using HttpResponseMessage page = await app.Http.GetAsync($"api/dashboard/{place}");

            Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
            Assert.DoesNotContain("class=\"cards\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [BrowserFact]
    public async Task First_webhook_shows_by_itself_and_is_counted_on_demand()
    {
        await using RunningBrowser browser = await Chromium.OpenAsync(app.Http.BaseAddress!);
        await using Visit visit = await Visit.StartAsync(browser);
        IPage page = visit.Page;
        await page.GetByText("No webhook has come yet").WaitForAsync();

        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await SeedData.SendAsync(
            app.Http, "smartico", $$"""{"login":"first","time":{{now}},"channel":"SMS","campaign_name":"Spring"}""");
        await page.GetByText("Latest events").WaitForAsync(Soon);
        Assert.Equal(1, await page.GetByRole(AriaRole.Link, new() { Name = "first", Exact = true }).CountAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Count now" }).ClickAsync();
        await page.Locator("#totals").WaitForAsync(Soon);
        Assert.Equal("1", await page.Locator("#totals tbody td[data-label='Today']").InnerTextAsync());
    }
}
