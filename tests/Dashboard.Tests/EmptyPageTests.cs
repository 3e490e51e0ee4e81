using System.Net;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.Dashboard.Tests;

public sealed class EmptyPageTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Newcomer_is_told_the_line_that_sends_a_first_webhook()
    {
        using HttpClientHandler handler = new() { UseCookies = false, AllowAutoRedirect = false };
        using HttpClient http = new(handler) { BaseAddress = app.App.Http.BaseAddress };
        using HttpResponseMessage entered = await http.GetAsync("api/dashboard");
        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        string cookie = entered.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("; path=/api/dashboard; samesite=strict; httponly", cookie, StringComparison.OrdinalIgnoreCase);

        using HttpRequestMessage view = new(HttpMethod.Get, "api/dashboard/view");
        view.Headers.Add("Cookie", cookie.Split(';')[0]);
        using HttpResponseMessage page = await http.SendAsync(view);
        string html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());

        Assert.Contains($"curl -i '{http.BaseAddress}api/webhooks/smartico'", html, StringComparison.Ordinal);
        Assert.Contains("Healthy", html, StringComparison.Ordinal);
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
            using HttpResponseMessage page = await app.App.Http.GetAsync($"api/dashboard/{place}");

            Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
            Assert.DoesNotContain("class=\"cards\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
