using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.Dashboard.Tests;

/// <summary>A person is erased from their own timeline: tried first, typed again, and told what went.</summary>
[Collection(PageGroup.Name)]
public sealed class EraseTests(PageFixture app)
{
    [BrowserFact]
    public async Task Contact_is_erased_after_a_trial_once_its_name_is_typed()
    {
        await SendAsync("erased-one");
        await using Visit visit = await Visit.StartAsync(app, script: false);
        await visit.GoAsync("find?q=erased-one&days=1");
        Assert.Equal("smartico", await visit.Page.Locator("#vendor").InputValueAsync());
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try to erase erased-one" }).ClickAsync();
        string trial = await visit.Page.Locator("#trial").InnerTextAsync();
        Assert.Contains("1 event would be removed", trial, StringComparison.Ordinal);
        Assert.Contains("1 delivery would be emptied", trial, StringComparison.Ordinal);

        await visit.Page.GetByLabel("Type erased-one to confirm").FillAsync("erased-on");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();
        Assert.Contains(
            "Nothing was erased", await visit.Page.Locator("#typed-error").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await EventsAsync("erased-one"));

        await visit.Page.GetByLabel("Type erased-one to confirm").FillAsync("erased-one");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();
        string progress = await visit.Page.Locator("#progress").InnerTextAsync();
        Assert.Contains("1 event removed", progress, StringComparison.Ordinal);
        Assert.Contains("1 delivery emptied", progress, StringComparison.Ordinal);
        Assert.DoesNotContain("erased-one", visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal(0, await EventsAsync("erased-one"));
    }

    [BrowserFact]
    public async Task Each_step_is_accessible_in_both_schemes_and_on_a_phone()
    {
        await SendAsync("erased-two");
        List<string> findings = [];
        foreach ((ColorScheme scheme, int width) in Look.OfSteps)
        {
            await using Visit visit = await Visit.StartAsync(app, scheme: scheme, width: width);
            await visit.GoAsync("find?q=erased-two&days=1");
            findings.AddRange(await visit.SeriousFindingsAsync());
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try to erase erased-two" }).ClickAsync();
            findings.AddRange(await visit.SeriousFindingsAsync());
            await visit.Page.Locator("#typed").FillAsync("no");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();
            findings.AddRange(await visit.SeriousFindingsAsync());
            Assert.Equal(0, await visit.SidewaysAsync());
            await visit.Page.Locator("#typed").FillAsync("erased-two");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();
            await visit.Page.Locator("#progress").WaitForAsync();
            findings.AddRange(await visit.SeriousFindingsAsync());
            findings.AddRange(visit.Complaints.Where(
                complaint => !complaint.Contains("400", StringComparison.Ordinal))); // the mistyped one
        }

        Assert.Empty(findings);
    }

    [BrowserFact]
    public async Task Session_that_may_look_is_offered_no_erasure_and_refused_one()
    {
        await using Visit visit = await Visit.StartAsync(app, "api/dashboard");
        await visit.GoAsync("find?q=player-1&days=1");

        Assert.Equal(0, await visit.Page.GetByRole(AriaRole.Button, new() { Name = "erase" }).CountAsync());
        await visit.Page.EvaluateAsync(
            "() => { const form = document.querySelector('form.out'); form.action = 'erase'; "
                + "form.insertAdjacentHTML('beforeend', '<input name=contact value=player-1>"
                + "<input name=vendor value=smartico><input name=typed value=player-1>'); form.submit(); }");
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Not done" }).WaitForAsync();
        Assert.Equal(1, await EventsAsync("player-1"));
    }

    private async Task SendAsync(string contact)
    {
        await SeedData.SendAsync(app.Http, "smartico", JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["login"] = contact,
            ["time"] = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds(),
            ["channel"] = "SMS",
            ["campaign_name"] = "Spring",
        }));
        await Eventually.TrueAsync("it is stored", async () => await EventsAsync(contact) == 1);
    }

    private async Task<int> EventsAsync(string contact)
    {
        JsonElement page = await app.Http.GetFromJsonAsync<JsonElement>($"api/events?contact={contact}");
        return page.GetProperty("events").GetArrayLength();
    }
}
