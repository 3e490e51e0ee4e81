using Microsoft.Playwright;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;

namespace Webhooks.Dashboard.Tests.Destinations;

/// <summary>What is parked is sent again, and what is replayed sent on, by whoever may, after a trial.</summary>
[Collection(DestinationsFixture.Group)]
public sealed class DestinationsPageTests(DestinationsFixture app)
{
    [BrowserFact]
    public async Task What_is_parked_of_some_days_is_sent_again_after_a_trial_without_script()
    {
        string[] ids = await app.ParkAsync("range", 0, 5, 9);
        await using Visit visit = await StartAsync(script: false);
        await visit.GoAsync("destinations?name=crm");
        await visit.Page.GetByLabel("Occurred from").FillAsync(app.Day(6));
        await visit.Page.GetByLabel("to", new() { Exact = true }).FillAsync(app.Day(4));
        await ClickAsync(visit, "Send days again to crm");

        Assert.Contains(
            $"1 parked event: what happened on {app.Day(6)} to {app.Day(4)}.",
            await visit.Page.Locator("#trial").InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.Equal([1, 1, 1], ids.Select(app.Came));

        await ClickAsync(visit, "Send now");
        await Eventually.TrueAsync("it is queued", async () =>
        {
            await visit.Page.ReloadAsync();
            string progress = await visit.Page.Locator("#progress").InnerTextAsync();
            return progress.Contains("Queued", StringComparison.Ordinal)
                && progress.Contains("1 event to be sent", StringComparison.Ordinal);
        });
        await Eventually.TrueAsync("it is sent and leaves the list", async () =>
        {
            await visit.GoAsync("destinations?name=crm");
            return await Row(visit, ids[1]).CountAsync() == 0;
        });
        Assert.Equal([1, 2, 1], ids.Select(app.Came));
        Assert.Equal((1, 1), (await Row(visit, ids[0]).CountAsync(), await Row(visit, ids[2]).CountAsync()));

        await ClickAsync(visit, $"Send again event {ids[0]}");
        await ClickAsync(visit, "Send now");
        await Eventually.TrueAsync("it is sent", () => app.Came(ids[0]) == 2);
        await visit.GoAsync("destinations?name=crm");
        await ClickAsync(visit, "Send again what is parked for crm");
        await ClickAsync(visit, "Send now");
        await Eventually.TrueAsync("so is all", () => app.Came(ids[2]) == 2);
        Assert.Equal(2, app.Came(ids[1]));
    }

    [BrowserFact]
    public async Task Days_that_are_none_send_nothing()
    {
        string[] ids = await app.ParkAsync("nodays", 2);
        await using Visit visit = await StartAsync(script: false);
        await visit.GoAsync("destinations?name=crm");
        await visit.Page.GetByLabel("Occurred from").FillAsync(app.Day(0));
        await visit.Page.GetByLabel("to", new() { Exact = true }).FillAsync(app.Day(3));
        await ClickAsync(visit, "Send days again to crm");

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Not done" }).WaitForAsync();
        await visit.GoAsync("destinations?name=crm");
        await visit.Page.GetByLabel("Occurred from").FillAsync(app.Day(30));
        await visit.Page.GetByLabel("to", new() { Exact = true }).FillAsync(app.Day(30));
        await ClickAsync(visit, "Send days again to crm");
        Assert.Contains(
            $"0 parked events: what happened on {app.Day(30)}.",
            await visit.Page.Locator("#trial").InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.Equal(0, await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send now" }).CountAsync());
        Assert.Equal(1, app.Came(ids[0]));
    }

    [BrowserFact]
    public async Task Replay_sends_its_events_on_again_if_the_box_is_ticked()
    {
        string[] ids = await app.ParkAsync("replayed", 1);
        await using Visit visit = await StartAsync(script: false);
        await TryReplayAsync(visit);
        await ClickAsync(visit, "Replay now");
        string progress = await visit.Page.Locator("#progress").InnerTextAsync();
        Assert.DoesNotContain("sent to the destinations", progress, StringComparison.Ordinal);
        await Eventually.TrueAsync("it is done", async () =>
        {
            await visit.Page.ReloadAsync();
            return (await visit.Page.Locator(".verdict").InnerTextAsync()).Contains("Done", StringComparison.Ordinal);
        });
        Assert.Equal(1, app.Came(ids[0]));

        await TryReplayAsync(visit);
        await visit.Page.GetByLabel("Send all events of these deliveries").CheckAsync();
        await ClickAsync(visit, "Replay now");

        Assert.Contains(
            "All of their events are sent to the destinations again",
            await visit.Page.Locator("#progress").InnerTextAsync(),
            StringComparison.Ordinal);
        await Eventually.TrueAsync("it is sent", () => app.Came(ids[0]) == 2);
    }

    [BrowserFact]
    public async Task Session_that_may_look_is_offered_nothing_to_send_and_refused()
    {
        string[] ids = await app.ParkAsync("looked", 3);
        await using Visit visit = await StartAsync("api/dashboard");
        await visit.GoAsync("destinations?name=crm");
        await Row(visit, ids[0]).WaitForAsync();
        Assert.Equal(0, await visit.Page.Locator("main form").CountAsync());

        await visit.Page.EvaluateAsync(
            "() => { const form = document.querySelector('form.out'); form.action = 'redeliver'; "
                + "form.insertAdjacentHTML('beforeend', '<input name=destination value=crm>"
                + "<input name=confirmed value=1>'); form.submit(); }");
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Not done" }).WaitForAsync();
        Assert.Equal(1, app.Came(ids[0]));
    }

    [BrowserFact]
    public async Task Each_step_is_accessible_in_both_schemes_and_on_a_phone()
    {
        await SeedData.SendAsync(app.Http, "smartico", """{"user_ext_id":"waits","brand":"B"}""");
        List<string> findings = [];
        foreach ((ColorScheme scheme, int width) in Look.OfSteps)
        {
            await app.ParkAsync($"seen{width}", 1, 2);
            await using Visit visit = await StartAsync(scheme: scheme, width: width);
            await visit.GoAsync("destinations?name=crm");
            await LookAsync("destinations");
            await visit.Page.GetByLabel("Occurred from").FillAsync(app.Day(2));
            await ClickAsync(visit, "Send days again to crm");
            await LookAsync("redeliver");
            await ClickAsync(visit, "Send now");
            await visit.Page.Locator("#progress").WaitForAsync();
            await LookAsync("redeliveries");
            await TryReplayAsync(visit);
            await LookAsync("replay");
            await visit.Page.GetByLabel("Send all events of these deliveries").CheckAsync();
            await ClickAsync(visit, "Replay now");
            await visit.Page.Locator("#progress").WaitForAsync();
            await LookAsync("replays");
            findings.AddRange(visit.Complaints);

            async Task LookAsync(string what)
            {
                findings.AddRange(
                    (await visit.SeriousFindingsAsync()).Select(finding => $"{what}, {width}: {finding}"));
                if (await visit.SidewaysAsync() is > 0 and var pixels)
                    findings.Add($"{what}, {width}: {pixels} px too wide");
                if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
                {
                    await visit.Page.ScreenshotAsync(new PageScreenshotOptions
                    {
                        Path = Path.Combine(Repository.Root, folder, $"{what.Replace(' ', '-')}-{width}.png"),
                        FullPage = true,
                    });
                }
            }
        }

        Assert.Empty(findings);
    }

    private static ILocator Row(Visit visit, string eventId) =>
        visit.Page.Locator("#parked-events tbody tr").Filter(new() { HasText = eventId });

    private static Task ClickAsync(Visit visit, string button) =>
        visit.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private async Task TryReplayAsync(Visit visit)
    {
        await visit.GoAsync("rejected");
        await visit.Page.Locator("#vendor").SelectOptionAsync("smartico");
        await visit.Page.Locator("#from").FillAsync(app.Day(1));
        await ClickAsync(visit, "Try a replay of days");
    }

    private Task<Visit> StartAsync(
        string door = "api/dashboard/operator",
        ColorScheme scheme = ColorScheme.Light,
        int width = 1280,
        bool script = true) =>
        Visit.StartAsync(app.Browser, door, scheme, width, script: script);
}
