using Microsoft.Playwright;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.Dashboard.Tests;

/// <summary>What somebody sees who starts the service for the first time.</summary>
public sealed class FirstRunTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly LocatorWaitForOptions Soon = new() { Timeout = 20_000 };

    [BrowserFact]
    public async Task First_webhook_shows_by_itself_and_is_counted_on_demand()
    {
        await using RunningBrowser running = await Chromium.StartAsync();
        IPage page = await running.Browser.NewPageAsync();
        await page.GotoAsync($"{app.App.Http.BaseAddress}api/dashboard/operator");
        await page.GetByText("No webhook has come yet").WaitForAsync();

        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await SeedData.SendAsync(
            app.App.Http, "smartico", $$"""{"login":"first","time":{{now}},"channel":"SMS","campaign_name":"Spring"}""");
        await page.GetByText("Latest events").WaitForAsync(Soon);
        Assert.Equal(1, await page.GetByRole(AriaRole.Link, new() { Name = "first", Exact = true }).CountAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Count now" }).ClickAsync();
        await page.Locator("#totals").WaitForAsync(Soon);
        Assert.Equal("1", await page.Locator("#totals tbody td[data-label='Today']").InnerTextAsync());
    }
}
