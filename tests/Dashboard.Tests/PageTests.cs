using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Dashboard.Tests;

[Collection(PageGroup.Name)]
public sealed class PageTests(PageFixture app)
{
    private static readonly string[] Places =
    [
        "view?days=30", "received", "events?days=7", "campaigns?steps=1&sort=name",
        "compare?one=smartreach:Welcome&other=smartico:Spring", "rejected", "find?q=player-1&days=1", "drift",
    ];

    private static readonly string[] MorePlaces =
    [
        "view?days=90", "view?from=2020-01-01&to=2020-01-31", "received?status=rejected", "events?campaign=nobody",
        "campaigns", "campaigns?q=nothing", "compare", "compare?one=smartreach:Welcome",
        "rejected?vendor=smartreach&reason=malformed-json", "find?q=nobody@example.com",
    ];

    [BrowserFact]
    public async Task Chart_equals_the_counts_api()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync("view?days=90");

        JsonElement answer = await app.Http.GetFromJsonAsync<JsonElement>(
            $"api/counts?from={app.Seed.Today.AddDays(-89):yyyy-MM-dd}&to={app.Seed.Today:yyyy-MM-dd}");
        string[] wanted = [.. answer.GetProperty("counts").EnumerateArray()
            .GroupBy(count =>
            (Vendor: count.GetProperty("vendor").GetString(), Day: count.GetProperty("day").GetString()))
            .Select(day => $"{day.Key.Vendor} {day.Key.Day} {day.Sum(count => count.GetProperty("count").GetInt64())}")
            .Order(StringComparer.Ordinal)];
        string[] shown = await visit.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.day')].map(day => `${day.closest('figure').dataset.vendor} "
                + "${day.dataset.day} ${day.dataset.count}`)");

        Assert.Equal(180, wanted.Length);
        Assert.Equal(wanted, shown.Order(StringComparer.Ordinal));
    }

    [BrowserFact]
    public async Task Bars_are_as_high_as_their_counts()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync("view?days=7&vendor=smartico");

        double[] perEvent = await visit.Page.EvaluateAsync<double[]>(
            "[...document.querySelectorAll('.day')].map(day => "
                + "[...day.querySelectorAll('rect:not(.hit)')].reduce((sum, bar) => sum + "
                + "Number(bar.getAttribute('height')), 0) / day.dataset.count)");

        Assert.Equal(7, perEvent.Length);
        Assert.All(perEvent, height => Assert.Equal(perEvent[0], height, 0.001));
    }

    [BrowserFact]
    public async Task Rejected_delivery_is_replayed_after_a_trial_that_changes_nothing()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync($"delivery?id={app.Seed.FixedId}");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Replay…" }).ClickAsync();
        Assert.Contains("message sent", await visit.Page.Locator("#trial").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(app.Seed.FixedId, await RejectedAsync(), StringComparison.Ordinal);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Replay now" }).ClickAsync();
        await Eventually.TrueAsync(
            "the replay is done",
            async () => (await visit.Page.Locator(".verdict").InnerTextAsync()).Contains(
                "Done", StringComparison.Ordinal));
        Assert.Contains("1 delivery looked at", await visit.Page.Locator("#progress")
            .InnerTextAsync(), StringComparison.Ordinal);
        await Eventually.TrueAsync(
            "the delivery left the list", async () =>
                !(await RejectedAsync()).Contains(app.Seed.FixedId, StringComparison.Ordinal));
        await visit.GoAsync($"delivery?id={app.Seed.FixedId}");
        Assert.Contains(
            "Mapped to 1 event", await visit.Page.Locator(".story").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Hostile_body_shows_as_text()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync($"delivery?id={app.Seed.HostileId}");

        Assert.Equal(SeedData.Hostile, await visit.Page.Locator("#raw").TextContentAsync());
        Assert.Equal("Delivery · Webhooks", await visit.Page.TitleAsync());
        Assert.Equal(0, await visit.Page.Locator("main script, main img").CountAsync());
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Contact_is_found_with_the_vendors_text_as_text()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync("find");
        await visit.Page.GetByLabel("Delivery id").FillAsync("player-3");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();

        Assert.Contains(SeedData.HostileCampaign, await visit.Page.Locator("main table")
            .InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task What_is_not_accessible_is_found()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.Page.EvaluateAsync("() => { document.body.innerHTML = '<main><img src=\"data:,\"></main>'; }");

        Assert.Contains("image-alt: <img", Assert.Single(await visit.SeriousFindingsAsync()), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Every_page_is_accessible_and_fits_in_both_colour_schemes_and_widths()
    {
        List<string> findings = [];
        await using Visit visit = await Visit.StartAsync(app);
        string[] places = [.. Places, $"delivery?id={app.Seed.HostileId}", .. LongTests.AreOn ? MorePlaces : []];
        foreach ((string place, Look look) in Look.AtEach(places))
        {
            await visit.LookAsAsync(look);
            await visit.GoAsync(place);
            string where = $"{place}, {look}";
            findings.AddRange((await visit.SeriousFindingsAsync()).Select(finding => $"{where}: {finding}"));
            foreach (int width in Look.Widths)
            {
                await visit.Page.SetViewportSizeAsync(width, Look.Height);
                if (await visit.SidewaysAsync() is > 0 and var pixels)
                    findings.Add($"{where}: {pixels} px too wide for {width}");
            }
        }

        findings.AddRange(visit.Complaints);
        Assert.Empty(findings);
    }

    [BrowserFact]
    public async Task Times_are_in_utc_with_the_viewers_own_beside_them()
    {
        await using Visit visit = await Visit.StartAsync(app);

        string stamp = await visit.Page.Locator(".stamp").InnerTextAsync();

        Assert.Matches(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC · .+ yours", stamp);
    }

    [BrowserFact]
    public async Task Key_is_in_no_address_and_no_link()
    {
        await using Visit visit = await Visit.StartAsync(app, "api/dashboard?code=not-for-eyes");

        Assert.EndsWith("/api/dashboard/view", visit.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("not-for-eyes", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal("", await visit.Page.EvaluateAsync<string>("document.cookie"));
    }

    [BrowserFact]
    public async Task Without_a_session_the_page_asks_for_the_key_and_signs_in()
    {
        await using Visit visit = await Visit.StartAsync(app, "api/dashboard/rejected");
        Assert.Empty(await visit.SeriousFindingsAsync());

        await visit.Page.GetByLabel("Function key").FillAsync("any");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.Page.WaitForURLAsync("**/api/dashboard/view");

        Assert.Equal(1, await visit.Page.Locator(".cards").CountAsync());
    }

    [BrowserFact]
    public async Task Session_that_may_look_cannot_replay()
    {
        await using Visit visit = await Visit.StartAsync(app, "api/dashboard");
        await visit.GoAsync("rejected");

        Assert.Equal(0, await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).CountAsync());
        await visit.Page.EvaluateAsync(
            "() => { const form = document.querySelector('form'); form.action = 'replay'; form.submit(); }");
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Not done" }).WaitForAsync();
    }

    [BrowserFact]
    public async Task Form_without_the_sessions_token_is_refused()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync("rejected");

        await visit.Page.EvaluateAsync(
            "() => { document.querySelectorAll('[name=token]').forEach(field => field.value = 'x'); }");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try a replay of" }).First.ClickAsync();

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Not done" }).WaitForAsync();
    }

    private Task<string> RejectedAsync() => app.Http.GetStringAsync("api/rejected?vendor=smartreach");
}
