using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Dashboard.Tests;

/// <summary>Received, events, campaigns: each from the list down to what is behind it.</summary>
[Collection(PageGroup.Name)]
public sealed class ListTests(PageFixture app)
{
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(10); // two, and the time that the queue takes

    [BrowserFact]
    public async Task Delivery_that_comes_shows_by_itself_until_the_list_is_paused()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync("received");
        ILocator control = visit.Page.Locator("#live-control button");

        string first = await SeedData.SendAsync(app.Http, "smartreach", "live, and no JSON");
        await visit.Page.Locator($"tr[data-id='{first}']").WaitForAsync(Within(Live));
        await control.ClickAsync();
        Assert.Equal("Go on", await control.InnerTextAsync());
        string second = await SeedData.SendAsync(app.Http, "smartreach", "paused, and no JSON");
        await Eventually.TrueAsync("it is stored", async () => (await app.Http.GetStringAsync("api/deliveries?limit=5"))
            .Contains(second, StringComparison.Ordinal));
        Assert.Equal(0, await visit.Page.Locator($"tr[data-id='{second}']").CountAsync());

        await control.ClickAsync();
        await visit.Page.Locator($"tr[data-id='{second}']").WaitForAsync(Within(Live));
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task List_of_deliveries_is_filtered_and_paged_without_script()
    {
        await using Visit visit = await Visit.StartAsync(app, script: false);
        await visit.GoAsync("received");

        await visit.Page.GetByLabel("Status").SelectOptionAsync("rejected");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        string rejected = await visit.Page.Locator("#received").InnerTextAsync();
        await visit.Page.GetByLabel("Id, or a part of it").FillAsync(app.Seed.HostileId[^12..]);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        string one = await visit.Page.Locator("#received").InnerTextAsync();

        Assert.DoesNotContain("processed", rejected, StringComparison.Ordinal);
        Assert.Contains(app.Seed.HostileId, rejected, StringComparison.Ordinal);
        Assert.Contains(app.Seed.HostileId, one, StringComparison.Ordinal);
        Assert.Equal(1, await visit.Page.Locator("#received tbody tr").CountAsync());
        Assert.Contains("status=rejected", visit.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task From_a_count_one_comes_to_its_events_and_to_the_raw_body()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync("view?days=7&vendor=smartico");

        await visit.Page.Locator("#totals tbody td[data-label='These days'] a").ClickAsync();
        Assert.Contains("type=message.sent", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.Locator("tbody th a").First.ClickAsync();
        string columns = await visit.Page.Locator(".facts").InnerTextAsync();
        Assert.Contains("player-", columns, StringComparison.Ordinal);
        Assert.Contains("\"login\":", await visit.Page.Locator("#event-data")
            .InnerTextAsync(), StringComparison.Ordinal);

        await visit.Page.Locator(".facts a[href^=delivery]").ClickAsync();
        Assert.Contains("Mapped to 1 event", await visit.Page.Locator(".story")
            .InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("\n  \"login\": \"player-", await visit.Page.Locator("#pretty")
            .InnerTextAsync(), StringComparison.Ordinal);
        IDownload download = await visit.Page.RunAndWaitForDownloadAsync(
            () => visit.Page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        await using Stream saved = File.OpenRead(await download.PathAsync());
        using JsonDocument body = await JsonDocument.ParseAsync(saved);
        Assert.Equal("SMS", body.RootElement.GetProperty("channel").GetString());
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Campaigns_show_rates_per_sent_message_sorted_and_searched_and_as_a_file()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync("campaigns");
        string[] byName = await NamesAsync(visit, "name");
        string[] bySent = await NamesAsync(visit, "sent");

        await visit.GoAsync("campaigns?q=welc");
        JsonElement answer = await app.Http.GetFromJsonAsync<JsonElement>("api/campaigns?vendor=smartreach");
        JsonElement welcome = answer.GetProperty("campaigns").EnumerateArray().Single();
        double rate = welcome.GetProperty("openRate").GetDouble();
        string opened = await visit.Page.Locator("#campaigns td[data-label='Opened']").InnerTextAsync();
        string csv = await visit.Page.EvaluateAsync<string>("fetch('campaigns.csv?q=welc').then(file => file.text())");

        Assert.Equal(["Spring", "Welcome", "Win-back"], byName);
        Assert.Equal("Welcome", bySent[0]);
        Assert.Equal(
            (double)welcome.GetProperty("opened").GetInt64() / welcome.GetProperty("sent").GetInt64(), rate, 9);
        Assert.Contains(FormattableString.Invariant($"{rate:0.0%}"), opened, StringComparison.Ordinal);
        Assert.StartsWith("vendor,campaign,", csv, StringComparison.Ordinal);
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [BrowserFact]
    public async Task Any_range_is_compared_with_as_many_days_before()
    {
        await using Visit visit = await Visit.StartAsync(app);
        DateOnly to = app.Seed.Today.AddDays(-10);
        await visit.GoAsync($"view?from={to.AddDays(-4):yyyy-MM-dd}&to={to:yyyy-MM-dd}&vendor=smartico&channel=sms");

        JsonElement days = await app.Http.GetFromJsonAsync<JsonElement>(
            $"api/counts?vendor=smartico&from={to.AddDays(-9):yyyy-MM-dd}&to={to:yyyy-MM-dd}");
        long[] counts = [.. days.GetProperty("counts").EnumerateArray()
            .Select(count => count.GetProperty("count").GetInt64())];
        string[] cells = [.. await visit.Page.Locator("#totals tbody td.n").AllInnerTextsAsync()];

        Assert.Equal(10, counts.Length);
        Assert.Equal($"{counts[9]}", cells[0]);
        Assert.Equal($"{counts[5..].Sum()}", cells[1]);
        Assert.Equal($"{counts[..5].Sum()}", cells[2]);
    }

    [BrowserFact]
    public async Task On_a_phone_every_number_is_on_the_screen()
    {
        await using Visit visit = await Visit.StartAsync(app, width: 360, height: 740);
        foreach (string place in (string[])["view?days=30", "campaigns", "received", "rejected"])
        {
            await visit.GoAsync(place);
            int outside = await visit.Page.EvaluateAsync<int>(
                "[...document.querySelectorAll('main table.stack td')].filter(cell => { "
                    + "const box = cell.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1; })"
                    + ".length");

            Assert.Equal(0, outside);
        }
    }

    [BrowserFact]
    public async Task Days_are_replayed_after_a_trial_in_words()
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync("rejected");
        await visit.Page.Locator("#vendor").SelectOptionAsync("smartico");
        await visit.Page.Locator("#from").FillAsync($"{app.Seed.Today.AddDays(-1):yyyy-MM-dd}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try a replay of days" }).ClickAsync();

        string trial = await visit.Page.Locator("#trial").InnerTextAsync();
        Assert.Contains("5 deliveries looked at", trial, StringComparison.Ordinal);
        Assert.Contains("No event would change", trial, StringComparison.Ordinal);
        if (LongTests.AreOn) // the page of an app with destinations is looked at always
            Assert.Empty(await visit.SeriousFindingsAsync());
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Replay now" }).ClickAsync();
        await Eventually.TrueAsync("it is done", async () => (await visit.Page.Locator(".verdict").InnerTextAsync())
            .Contains("Done", StringComparison.Ordinal));
        if (LongTests.AreOn)
            Assert.Empty(await visit.SeriousFindingsAsync());
        Assert.Empty(visit.Complaints);
    }

    private static LocatorWaitForOptions Within(TimeSpan time) => new() { Timeout = (float)time.TotalMilliseconds };

    private static async Task<string[]> NamesAsync(Visit visit, string sort)
    {
        await visit.GoAsync($"campaigns?sort={sort}");
        return [.. await visit.Page.Locator("#campaigns tbody th").AllInnerTextsAsync()];
    }
}
