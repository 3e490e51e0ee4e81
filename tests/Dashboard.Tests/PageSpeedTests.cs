using System.Diagnostics;
using Webhooks.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace Webhooks.Dashboard.Tests;

[Collection(PageGroup.Name)]
public sealed class PageSpeedTests(PageFixture app, ITestOutputHelper output)
{
    private const int LimitMilliseconds = 300;

    [Fact]
    public async Task Ninety_days_of_fifteen_types_answer_within_300_milliseconds()
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
            using HttpRequestMessage view = new(HttpMethod.Get, "api/dashboard/view?days=90");
            view.Headers.Add("Cookie", cookie);
            long start = Stopwatch.GetTimestamp();
            using HttpResponseMessage page = await http.SendAsync(view);
            string html = await page.Content.ReadAsStringAsync();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.Equal(180, html.Split("class=\"day\"").Length - 1);
            return best < LimitMilliseconds;
        });
        output.WriteLine($"90 days of 15 types: {best:0} ms");
    }
}
