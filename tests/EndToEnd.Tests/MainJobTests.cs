using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;

namespace Webhooks.EndToEnd.Tests;

/// <summary>The main job, from HTTP to the daily count, in the running service.</summary>
[Collection(nameof(AppFixture))]
public sealed class MainJobTests(AppFixture fixture)
{
    private const string SmartReach = "api/webhooks/smartreach";
    private const string Smartico = "api/webhooks/smartico";

    private readonly Tables _tables = new(fixture.App, fixture.ConnectionString);

    [Fact]
    public async Task Documented_example_of_SmartReach_becomes_an_event_and_a_count_and_a_repeat_changes_nothing()
    {
        string body = SmartReachOpened(1583924395000);
        for (int run = 0; run < 2; run++)
        {
            string id = await _tables.SendAsync(SmartReach, body);
            TableEntity delivery = await _tables.SettledAsync("smartreach", id);
            Assert.Equal(("processed", 1, body),
                (delivery.GetString("Status"), delivery.GetInt32("EventCount"), delivery.GetString("Body")));

            TableEntity opened = Assert.Single(await _tables.RowsAsync(StorageNames.Events, "smartreach_20200311"));
            Assert.StartsWith("105955000_", opened.RowKey, StringComparison.Ordinal);
            Assert.Equal("message.opened", opened.GetString("Type"));
            Assert.Equal("email", opened.GetString("Channel"));
            Assert.Equal("ada@example.com", opened.GetString("ContactEmail"));
            await _tables.RollUpAsync("smartreach", "20200311_message.opened_email", 1);
        }
    }

    [Theory]
    [InlineData("json", "20220925")]
    [InlineData("form", "20220926")]
    [InlineData("query", "20220927")]
    public async Task Example_of_Smartico_becomes_an_event_and_a_count_however_it_is_sent(string how, string day)
    {
        long time = DateTimeOffset.ParseExact(day + "+0", "yyyyMMddz", null).ToUnixTimeMilliseconds() + 3_600_000;
        Dictionary<string, string> fields = new()
        {
            ["login"] = "123123",
            ["time"] = $"{time}",
            ["view_url"] = "https://example.com/view/1",
            ["channel"] = "SMS",
            ["campaign_name"] = "RND Flow",
        };
        string query = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        string id = how switch
        {
            "json" => await _tables.SendAsync(Smartico, JsonSerializer.Serialize(fields)),
            "form" => await _tables.SendAsync(Smartico, new FormUrlEncodedContent(fields)),
            _ => await _tables.SendAsync($"{Smartico}?{query}", body: null),
        };

        Assert.Equal("processed", (await _tables.SettledAsync("smartico", id)).GetString("Status"));
        TableEntity sent = Assert.Single(await _tables.RowsAsync(StorageNames.Events, $"smartico_{day}"));
        Assert.Equal(("message.sent", "sms", "123123"),
            (sent.GetString("Type"), sent.GetString("Channel"), sent.GetString("ContactId")));
        await _tables.RollUpAsync("smartico", $"{day}_message.sent_sms", 1);
    }

    [Fact]
    public async Task What_cannot_be_mapped_is_acknowledged_and_kept_as_rejected()
    {
        string id = await _tables.SendAsync(SmartReach, "{ this is broken");

        TableEntity delivery = await _tables.SettledAsync("smartreach", id);
        Assert.Equal("rejected", delivery.GetString("Status"));
        Assert.Equal("{ this is broken", delivery.GetString("Body"));
        TableEntity rejected = Assert.Single(
            await _tables.RowsAsync(StorageNames.RejectedDeliveries, "smartreach"), row => row.RowKey == id);
        Assert.Equal("malformed-json", rejected.GetString("Reason"));
        Assert.Equal((delivery.PartitionKey, delivery.RowKey),
            (rejected.GetString("DeliveryPartitionKey"), rejected.GetString("DeliveryRowKey")));
    }

    [Fact]
    public async Task Our_key_is_not_stored_anywhere()
    {
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_');
        string body = SmartReachOpened(1583924395001)
            .Replace("SECRET", Uri.EscapeDataString(key), StringComparison.Ordinal);

        string id = await _tables.SendAsync($"{SmartReach}?code={Uri.EscapeDataString(key)}", body);

        TableEntity delivery = await _tables.SettledAsync("smartreach", id);
        Assert.Contains("code=REDACTED", delivery.GetString("Body"), StringComparison.Ordinal);
        Assert.Equal("?code=REDACTED", delivery.GetString("Query"));
        string everything = string.Join('\n', delivery.Select(column => column.Value)) + fixture.App.Output;
        Assert.DoesNotContain(key[..16], everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_500_000)] // twice in the body, which may have 4 MiB
    public async Task Large_body_goes_all_the_way(int length)
    {
        string noise = Convert.ToHexString(RandomNumberGenerator.GetBytes(length / 2));
        string body = SmartReachOpened(1600000000000 + length).Replace("Hello Ada", noise, StringComparison.Ordinal);

        string id = await _tables.SendAsync(SmartReach, body);

        TableEntity delivery = await _tables.SettledAsync("smartreach", id);
        Assert.Equal(("processed", 1), (delivery.GetString("Status"), delivery.GetInt32("EventCount")));
        Assert.Equal(Encoding.UTF8.GetByteCount(body), delivery.GetInt32("BodyLength"));
    }

    [Fact]
    public async Task Empty_and_oversized_webhooks_are_refused_with_a_problem()
    {
        using HttpResponseMessage empty = await fixture.App.Http.PostAsync(SmartReach, new ByteArrayContent([]));
        using HttpResponseMessage noQuery = await fixture.App.Http.GetAsync($"{Smartico}?code=12345678");
        using HttpResponseMessage tooLarge =
            await fixture.App.Http.PostAsync(SmartReach, new ByteArrayContent(new byte[(4 * 1024 * 1024) + 1]));
        using HttpResponseMessage largest =
            await fixture.App.Http.PostAsync(SmartReach, new ByteArrayContent(new byte[4 * 1024 * 1024]));

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge,
                HttpStatusCode.OK],
            [empty.StatusCode, noQuery.StatusCode, tooLarge.StatusCode, largest.StatusCode]);
        foreach (HttpResponseMessage refusal in (HttpResponseMessage[])[empty, noQuery, tooLarge])
            Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Oversized_chunked_body_is_refused_too()
    {
        using HttpRequestMessage request =
            new(HttpMethod.Post, SmartReach) { Content = new ByteArrayContent(new byte[(4 * 1024 * 1024) + 1]) };
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage answer = await fixture.App.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private static string SmartReachOpened(long at) => $$$"""
        {"metadata":{"event_type":"email_opened","version":"v2","webhook_id":7,"webhook_url":"https://example.com/api/webhooks/smartreach?code=SECRET","received_at":{{{at + 5000}}}},
        "data":[{"prospect":{"prospect_id":42,"prospect_email":"ada@example.com","first_name":"Ada","timezone":"Europe/London","custom_fields":{}},
        "activity":{"created_at":{{{at}}},"email_body":"<p>Hello Ada</p>","email_text_body":"Hello Ada","email_subject":"Hello","email_from":"sales@example.com","email_to":"ada@example.com","campaign_name":"Spring","campaign_step_name":"Day 1: Opening","clicked_url":null}}]}
        """;
}
