using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webhooks.Dashboard.Tests.Api;

[Collection(PageGroup.Name)]
public sealed class ApiTests(PageFixture app)
{
    [Theory]
    [InlineData("counts?from=yesterday", "from")]
    [InlineData("counts?from=2026-03-02&to=2026-03-01", "from")]
    [InlineData("counts?from=2020-01-01&to=2026-01-01", "from")]
    [InlineData("counts?type=message.eaten", "type")]
    [InlineData("counts?by=hour", "by")]
    [InlineData("counts?vendor=nobody", "vendor")]
    [InlineData("counts?vendr=smartico", "vendr")]
    [InlineData("counts?to=2026-01-01&to=2026-01-02", "to")]
    [InlineData("events", "vendor")]
    [InlineData("events?vendor=smartico&day=20260230", "day")]
    [InlineData("events?vendor=smartico&limit=0", "limit")]
    [InlineData("events?vendor=smartico&limit=1001", "limit")]
    [InlineData("events?vendor=smartico&continuation=Li4v", "continuation")]
    [InlineData("events?vendor=smartico&format=xml", "format")]
    [InlineData("events?vendor=smartico&from=2026-01-01", "from")]
    [InlineData("events?contact=a&day=2026-01-01&to=2026-01-01", "to")]
    [InlineData("events?contact=a&from=2026-01-02&to=2026-01-01", "from")]
    [InlineData("events?contact=a&from=2020-01-01", "from")]
    [InlineData("events?contact=a&day=2020-01-01", "vendor")]
    [InlineData("events?contact=a&vendor=nobody", "vendor")]
    [InlineData("events?contact=a&continuation=x", "continuation")]
    [InlineData("deliveries?status=eaten", "status")]
    [InlineData("deliveries?continuation=20260101.x", "continuation")]
    [InlineData("deliveries?from=2024-01-01&to=2026-01-01", "from")]
    [InlineData("campaigns?by=day", "by")]
    [InlineData("campaigns?from=2026-01-01&to=2026-06-01", "from")]
    [InlineData("rejected", "vendor")]
    [InlineData("rejected?vendor=smartico&continuation=*", "continuation")]
    public async Task Bad_parameter_is_named(string address, string parameter)
    {
        using HttpResponseMessage answer = await app.Http.GetAsync($"api/{address}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task Events_come_in_pages_newest_first()
    {
        List<string> seen = [];
        string? next = null;
        do
        {
            string more = next is null ? "" : $"&continuation={Uri.EscapeDataString(next)}";
            JsonElement page =
                await app.Http.GetFromJsonAsync<JsonElement>($"api/events?vendor=smartico&day={Day}&limit=2{more}");
            seen.AddRange(
                page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("contactId").GetString()!));
            next = page.TryGetProperty("next", out JsonElement token) ? token.GetString() : null;
        }
        while (next is not null);

        Assert.Equal(["player-4", "player-3", "player-2", "player-1", "player-0"], seen);
    }

    [Fact]
    public async Task Deliveries_come_in_pages_newest_first_and_say_what_became_of_them()
    {
        List<string> seen = [];
        string? next = null;
        do
        {
            string more = next is null ? "" : $"&continuation={Uri.EscapeDataString(next)}";
            JsonElement page = await app.Http.GetFromJsonAsync<JsonElement>($"api/deliveries?limit=3{more}");
            seen.AddRange(page.GetProperty("deliveries").EnumerateArray()
                .Select(one => one.GetProperty("deliveryId").GetString()!));
            next = page.TryGetProperty("next", out JsonElement token) ? token.GetString() : null;
        }
        while (next is not null);
        JsonElement rejected = await app.Http.GetFromJsonAsync<JsonElement>(
            "api/deliveries?vendor=smartreach&status=rejected&text=" + app.Seed.HostileId[8..]);
        string csv = await app.Http.GetStringAsync("api/deliveries?vendor=smartico&format=csv");

        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
        Assert.Contains(app.Seed.ReadableId, seen);
        JsonElement one = rejected.GetProperty("deliveries").EnumerateArray().Single();
        Assert.Equal("rejected", one.GetProperty("status").GetString());
        Assert.NotEmpty(one.GetProperty("error").GetString()!);
        Assert.StartsWith("deliveryId,vendor,receivedAt,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_exported_as_one_cloud_event_a_line()
    {
        using HttpResponseMessage answer =
            await app.Http.GetAsync($"api/events?vendor=smartico&day={Day}&format=cloudevents");
        string[] lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line =>
            Assert.Equal("1.0", JsonDocument.Parse(line).RootElement.GetProperty("specversion").GetString()));
    }

    [Fact]
    public async Task Csv_holds_no_formula()
    {
        string csv = await app.Http.GetStringAsync($"api/events?vendor=smartico&day={Day}&format=csv");

        Assert.StartsWith("eventId,vendor,type,", csv, StringComparison.Ordinal);
        Assert.Contains(",\"'=HYPERLINK(\"\"http://127.0.0.1\"\",\"\"<b>x</b>\"\")\",", csv, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_filtered_by_contact_and_campaign()
    {
        string campaign = Uri.EscapeDataString(SeedData.HostileCampaign);
        JsonElement one = await app.Http.GetFromJsonAsync<JsonElement>(
            $"api/events?vendor=smartico&day={Day}&contact=player-2&campaign={campaign}");
        JsonElement none =
            await app.Http.GetFromJsonAsync<JsonElement>($"api/events?vendor=smartico&day={Day}&contact=O'Hara");

        Assert.Equal(1, one.GetProperty("events").GetArrayLength());
        Assert.Equal(0, none.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task A_contact_is_found_without_a_vendor_or_day_in_pages_and_in_another_spelling()
    {
        List<string> seen = [];
        foreach (string contact in (string[])["%20player-1%20", "player-1"])
        {
            JsonElement page = await app.Http.GetFromJsonAsync<JsonElement>($"api/events?contact={contact}&limit=1");
            JsonElement found = Assert.Single(page.GetProperty("events").EnumerateArray());
            seen.Add(found.GetProperty("eventId").GetString()!);
            Assert.Equal("player-1", found.GetProperty("contactId").GetString());
            Assert.Equal("smartico", found.GetProperty("vendor").GetString());
            Assert.False(page.TryGetProperty("vendor", out _));
        }

        Assert.Equal(seen[0], seen[1]);
        string csv = await app.Http.GetStringAsync("api/events?contact=player-1&format=csv");
        Assert.Contains(seen[0], csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_are_by_day_or_by_campaign_and_their_sum_is_the_total()
    {
        JsonElement days = await app.Http.GetFromJsonAsync<JsonElement>("api/counts?vendor=smartico");
        JsonElement campaigns = await app.Http.GetFromJsonAsync<JsonElement>("api/counts?vendor=smartico&by=campaign");

        Assert.Equal(30, days.GetProperty("counts").GetArrayLength());
        Assert.Equal(days.GetProperty("total").GetInt64(), days.GetProperty("counts").EnumerateArray()
            .Sum(count => count.GetProperty("count").GetInt64()));
        Assert.Equal("Day 1", campaigns.GetProperty("counts")[0].GetProperty("campaignStep").GetString());
    }

    [Fact]
    public async Task Health_says_up_to_anybody_and_more_with_a_key()
    {
        Assert.Equal("""{"status":"up"}""", await app.Http.GetStringAsync("api/health"));
        JsonElement details = await app.Http.GetFromJsonAsync<JsonElement>("api/health/details");

        Assert.Equal(0, details.GetProperty("queue").GetProperty("poisonMessages").GetInt32());
        JsonElement smartico = details.GetProperty("vendors").EnumerateArray()
            .Single(vendor => vendor.GetProperty("vendor").GetString() == "smartico");
        Assert.True(smartico.GetProperty("lastReceivedAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow()
            .AddMinutes(-30));
    }

    // The seeded sends occurred three minutes before the start.
    private string Day => TimeProvider.System.GetUtcNow().AddMinutes(-3) is var time
        && DateOnly.FromDateTime(time.UtcDateTime) < app.Seed.Today
        ? $"{time:yyyy-MM-dd}"
        : $"{app.Seed.Today:yyyy-MM-dd}";
}
