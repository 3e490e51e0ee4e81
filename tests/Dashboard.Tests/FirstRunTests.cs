using System.Net;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.Dashboard.Tests.Destinations;

namespace Webhooks.Dashboard.Tests;

/// <summary>What somebody sees who starts the service for the first time.</summary>
[Collection(DestinationsFixture.Group)]
public sealed class FirstRunTests(DestinationsFixture app)
{
    [Fact]
    public void Newcomer_is_told_the_line_that_sends_a_first_webhook()
    {
        FirstRun seen = app.FirstRun;
        Assert.Equal(HttpStatusCode.SeeOther, seen.Entered);
        Assert.Contains(
            "; path=/api/dashboard; samesite=strict; httponly", seen.Cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"curl -i '{app.Http.BaseAddress}api/webhooks/smartico'", seen.Html, StringComparison.Ordinal);
        Assert.Contains("Healthy", seen.Html, StringComparison.Ordinal);
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
        (int links, string counted) = await app.FirstRun.FirstWebhook;

        Assert.Equal(1, links);
        Assert.Equal("1", counted);
    }
}
