using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Webhooks.Benchmarks.Pages;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.Tools.Azurite;
using Xunit.Abstractions;

namespace Webhooks.Dashboard.Tests;

/// <summary>A walk through every view of some thousand events of sixty days.</summary>
public sealed class WalkTests(BusyFixture app, ITestOutputHelper output) : IClassFixture<BusyFixture>
{
    private DateOnly Today => DateOnly.FromDateTime(app.End.UtcDateTime);

    [BrowserTheory(atLength: true)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Every_page_is_accessible_and_on_the_screen(ColorScheme scheme, int width)
    {
        List<string> findings = [];
        await using Visit visit = await StartAsync(scheme, width);
        foreach (Place place in Place.AllOf(app.Days, Today).Where(
            place => !place.Address.Contains(".csv", StringComparison.Ordinal)))
        {
            long start = Stopwatch.GetTimestamp();
            await visit.GoAsync(place.Address);
            TimeSpan shown = Stopwatch.GetElapsedTime(start);
            findings.AddRange((await visit.SeriousFindingsAsync()).Select(finding => $"{place.Name}: {finding}"));
            if (await visit.SidewaysAsync() is > 0 and var pixels)
                findings.Add($"{place.Name}: {pixels} px too wide");
            if (width < 620 && await OutsideAsync(visit) is > 0 and var cells)
                findings.Add($"{place.Name}: {cells} numbers off the screen");
            output.WriteLine($"{place.Name}: shown after {shown.TotalSeconds:0.0} s, looked at after "
                + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        }

        Assert.Empty(findings.Concat(visit.Complaints));
    }

    [BrowserFact]
    public async Task From_the_overview_down_to_a_body_and_back_to_the_persons_timeline()
    {
        await using Visit visit = await StartAsync();
        await visit.GoAsync("view?days=30&vendor=smartreach");
        await visit.FollowAsync(visit.Page.Locator("#totals tbody td[data-label='These days'] a").First);
        await visit.FollowAsync(visit.Page.Locator("a[rel=next]"));
        await visit.FollowAsync(visit.Page.Locator("tbody th a").First);
        await visit.FollowAsync(visit.Page.Locator(".facts a[href^=delivery]"));
        Assert.Contains("made", await visit.Page.Locator("#pretty").InnerTextAsync(), StringComparison.Ordinal);
        await visit.Page.GoBackAsync();
        await visit.FollowAsync(
            visit.Page.GetByRole(AriaRole.Link, new() { Name = "The contact's timeline" }));

        Assert.InRange(await visit.Page.Locator("main tbody tr").CountAsync(), 1, 200);
        Assert.Empty(visit.Complaints);
    }

    /// <summary>Every event of the range is in the list once, however the pages are cut.</summary>
    [BrowserFact]
    public async Task Count_leads_to_exactly_its_events()
    {
        await using Visit visit = await StartAsync(script: false);
        string range = FormattableString.Invariant(
            $"from={Today.AddDays(-45):yyyy-MM-dd}&to={Today.AddDays(-1):yyyy-MM-dd}");
        await visit.GoAsync($"campaigns?{range}&q=Renewal&vendor=smartreach");
        ILocator number = visit.Page.Locator("#campaigns tbody tr:first-child td[data-label=Opened] a");
        int counted = int.Parse(
            await number.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        await visit.FollowAsync(number);
        List<string> seen = [];
        while (true)
        {
            seen.AddRange(await visit.Page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('main tbody tr')].map(row => row.dataset.id)"));
            ILocator next = visit.Page.Locator("a[rel=next]");
            if (await next.CountAsync() == 0)
                break;
            await visit.FollowAsync(next);
        }

        Assert.InRange(counted, 60, 1000); // a page has fifty
        Assert.Equal(counted, seen.Count);
        Assert.Equal(counted, seen.Distinct().Count());
    }

    [BrowserFact]
    public async Task Two_campaigns_are_side_by_side_with_what_the_api_says_of_them()
    {
        await using Visit visit = await StartAsync(script: false);
        await visit.GoAsync("campaigns?days=30");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Compare Welcome", Exact = true }).First.ClickAsync();
        await visit.Page.GetByLabel("Other").SelectOptionAsync(BusyDays.Campaigns.Other);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        string table = await visit.Page.Locator("#comparison").InnerTextAsync();

        foreach ((string vendor, string name) in ((string, string)[])
            [("smartreach", "Welcome"), ("smartico", "Deposit bonus")])
        {
            JsonElement answer = await app.Http.GetFromJsonAsync<JsonElement>($"api/campaigns?vendor={vendor}");
            JsonElement one = answer.GetProperty("campaigns").EnumerateArray()
                .Single(campaign => campaign.GetProperty("campaign").GetString() == name);
            JsonElement contacts = one.GetProperty("contacts");
            Assert.Contains(Text(one.GetProperty("sent")), table, StringComparison.Ordinal);
            Assert.Contains($"{Text(contacts.GetProperty("sent"))} contacts", table, StringComparison.Ordinal);
            Assert.Contains(Text(contacts.GetProperty("all")), table, StringComparison.Ordinal);
        }

        Assert.Contains("other=smartico%3ADeposit", visit.Page.Url, StringComparison.Ordinal);
    }

    /// <summary>The contacts of whole campaigns, of a day and of a range, against those of the events.</summary>
    [BrowserFact]
    public async Task Contacts_are_those_of_the_events()
    {
        foreach (int days in (int[])[1, 30])
        {
            string range = FormattableString.Invariant(
                $"from={Today.AddDays(-days):yyyy-MM-dd}&to={Today.AddDays(-1):yyyy-MM-dd}");
            Dictionary<string, HashSet<string>> events = [];
            for (DateOnly day = Today.AddDays(-days); day < Today; day = day.AddDays(1))
            {
                string? next = $"api/events?vendor=smartreach&day={day:yyyy-MM-dd}&limit=1000";
                while (next is not null)
                {
                    JsonElement page = await app.Http.GetFromJsonAsync<JsonElement>(next);
                    foreach (JsonElement one in page.GetProperty("events").EnumerateArray())
                    {
                        string campaign = one.GetProperty("campaign").GetString()!;
                        if (!events.TryGetValue(campaign, out HashSet<string>? contacts))
                            events[campaign] = contacts = [];
                        contacts.Add(one.GetProperty("contactId").GetString()!);
                    }

                    next = page.TryGetProperty("next", out JsonElement token)
                        ? $"api/events?vendor=smartreach&day={day:yyyy-MM-dd}&limit=1000"
                            + $"&continuation={Uri.EscapeDataString(token.GetString()!)}"
                        : null;
                }
            }

            JsonElement answer = await app.Http.GetFromJsonAsync<JsonElement>(
                $"api/campaigns?vendor=smartreach&{range}");
            Assert.Equal(
                events.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value.Count}"),
                answer.GetProperty("campaigns").EnumerateArray()
                    .Select(one => $"{one.GetProperty("campaign").GetString()}: "
                        + Text(one.GetProperty("contacts").GetProperty("all")))
                    .Order(StringComparer.Ordinal));
        }
    }

    [BrowserFact]
    public async Task Rejected_ones_show_a_sample_of_each_reason()
    {
        await using Visit visit = await StartAsync(script: false);
        await visit.GoAsync("rejected");
        Assert.Equal(2, await visit.Page.Locator("details.sample").CountAsync());
        await visit.FollowAsync(visit.Page.Locator("#by-reason tbody a").First);

        Assert.Equal(3, await visit.Page.Locator("details.sample pre").CountAsync());
        Assert.Contains("\"made\":\"for a measure\"", await visit.Page.Locator("details.sample pre").First
            .InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>The pictures of campaigns, made when SCREENSHOTS names a folder, as the others.</summary>
    [BrowserFact]
    public async Task Screenshots_are_made_on_demand()
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        foreach ((string name, string place, ColorScheme scheme, int width, int height) in
            ((string, string, ColorScheme, int, int)[])
            [
                ("campaigns", "campaigns", ColorScheme.Light, 1100, 760),
                ("compare", Place.AllOf(app.Days, Today).Single(one => one.Address.StartsWith(
                    "compare", StringComparison.Ordinal)).Address, ColorScheme.Dark, 1100, 900),
            ])
        {
            await using Visit visit = await StartAsync(scheme, width);
            await visit.Page.SetViewportSizeAsync(width, height);
            await visit.GoAsync(place);
            await visit.Page.ScreenshotAsync(
                new PageScreenshotOptions { Path = Path.Combine(Repository.Root, folder, $"{name}.png") });
        }
    }

    private static string Text(JsonElement number) => number.GetInt64().ToString("#,0", CultureInfo.InvariantCulture);

    private static Task<int> OutsideAsync(Visit visit) => visit.Page.EvaluateAsync<int>(
        "[...document.querySelectorAll('main table.stack td')].filter(cell => { "
            + "const box = cell.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1; })"
            + ".length");

    private Task<Visit> StartAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280, bool script = true) =>
        Visit.StartAsync(app.Browser, scheme: scheme, width: width, script: script);
}
