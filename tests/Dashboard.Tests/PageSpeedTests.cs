using System.Diagnostics;
using Webhooks.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace Webhooks.Dashboard.Tests;

[Collection(PageGroup.Name)]
public sealed class PageSpeedTests(PageFixture app, ITestOutputHelper output)
{
    private const int LimitMilliseconds = 300;

    [Theory]
    [InlineData("view?days=90", "class=\"day\"", 180)]
    [InlineData("received", "<tr data-id=", 7)]
    [InlineData("events?days=90", "<tr data-id=", 5)]
    [InlineData("campaigns?days=90&steps=1", "<polyline", 4)]
    [InlineData("rejected", "id=\"by-reason\"", 1)]
    public async Task Page_answers_within_300_milliseconds(string place, string part, int parts)
    {
        using HttpRequestMessage enter = new(HttpMethod.Get, "api/dashboard");
        using HttpClientHandler handler = new() { UseCookies = false, AllowAutoRedirect = false };
        using HttpClient http = new(handler) { BaseAddress = app.Http.BaseAddress };
        using HttpResponseMessage entered = await http.SendAsync(enter);
        string cookie = entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        // The machine may be busy with other tests: the best of some tries is what the page costs.
        double best = double.MaxValue;
        await Eventually.TrueAsync("the page is quick", async () =>
        {
            using HttpRequestMessage view = new(HttpMethod.Get, $"api/dashboard/{place}");
            view.Headers.Add("Cookie", cookie);
            long start = Stopwatch.GetTimestamp();
            using HttpResponseMessage page = await http.SendAsync(view);
            string html = await page.Content.ReadAsStringAsync();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.InRange(html.Split(part).Length - 1, parts, 10 * parts);
            return best < LimitMilliseconds;
        });
        output.WriteLine($"{place}: {best:0} ms");
    }
}
