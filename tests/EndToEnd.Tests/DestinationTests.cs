using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Ingestion;
using Webhooks.Storage;

namespace Webhooks.EndToEnd.Tests;

/// <summary>From a vendor's webhook to a receiver of ours, and what an operator sees and does of it.</summary>
public sealed partial class DestinationTests(AccountFixture account) : IClassFixture<AccountFixture>
{
    private const string Secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    [Fact]
    public async Task Event_reaches_the_receiver_signed_and_what_is_parked_can_be_sent_again()
    {
        await using EventReceiver receiver = new();
        Dictionary<string, string> settings = new()
        {
            ["Destinations__crm__Url"] = receiver.Url,
            ["Destinations__crm__Secret"] = Secret,
            ["Destinations__crm__Types"] = "message.*",
        };
        await using RunningApp app = await RunningApp.StartAsync(
            account.ConnectionString, settings, RunningApp.LongLease);
        Tables tables = new(app, account.ConnectionString);

        await tables.SendAsync(
            "api/webhooks/smartico",
            """{"login":"ada","time":1700000000000,"channel":"SMS","campaign_name":"c","view_url":"https://example.com"}""");
        await Eventually.TrueAsync(
            "the event came", () => !receiver.Requests.IsEmpty, context: () => app.Output.ToString());
        (WebHeaderCollection headers, string body) = Assert.Single(receiver.Requests);
        JsonElement sent = JsonDocument.Parse(body).RootElement;
        Assert.Equal("engagement.message.sent", sent.GetProperty("type").GetString());
        string id = sent.GetProperty("id").GetString()!;
        Assert.Equal($"evt_{id}", headers["webhook-id"]);
        Assert.StartsWith("v1,", headers["webhook-signature"], StringComparison.Ordinal);

        await ParkAsync(id);
        JsonElement parked = await app.Http.GetFromJsonAsync<JsonElement>("api/destinations/crm/parked");
        Assert.Equal(id, parked.GetProperty("parked")[0].GetProperty("eventId").GetString());
        using (HttpResponseMessage trial =
            await app.Http.PostAsJsonAsync("api/destinations/crm/redeliver", new { eventId = id }))
            Assert.Equal(HttpStatusCode.OK, trial.StatusCode);
        Assert.Single(receiver.Requests);
        using (HttpResponseMessage started =
            await app.Http.PostAsJsonAsync("api/destinations/crm/redeliver", new { dryRun = false }))
            Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        await Eventually.TrueAsync(
            "it is sent again and leaves the list",
            async () => receiver.Requests.Count == 2
                && (await app.Http.GetFromJsonAsync<JsonElement>("api/destinations/crm/parked"))
                    .GetProperty("parked").GetArrayLength() == 0,
            context: () => app.Output.ToString());

        await SeeAsync(app, receiver);
    }

    [Fact]
    public async Task What_waits_is_told_of_each_destination()
    {
        string own = await TestAccount.NewAsync();
        await using EventReceiver well = new();
        await using EventReceiver dead = new() { Status = 503 };
        Dictionary<string, string> settings = new()
        {
            ["Destinations__well__Url"] = well.Url,
            ["Destinations__dead__Url"] = dead.Url,
        };
        await using RunningApp app = await RunningApp.StartAsync(own, settings, RunningApp.LongLease);
        Tables tables = new(app, own);
        await Eventually.TrueAsync("none waits yet", async () => await WaitingAsync() == (0, 0), context: Context);

        await SendAsync("grace");
        await Eventually.TrueAsync("one waits", async () => await WaitingAsync() == (1, 0), context: Context);
        await SendAsync("edsger");
        await Eventually.TrueAsync("two wait", async () => await WaitingAsync() == (2, 0), context: Context);
        Assert.Equal(2, well.Requests.Count);

        dead.Status = 204;
        await Eventually.TrueAsync(
            "none waits", async () => await WaitingAsync() == (0, 0), TimeSpan.FromMinutes(4), Context);

        Task SendAsync(string login) => tables.SendAsync(
            "api/webhooks/smartico",
            $$"""{"login":"{{login}}","time":1700000000000,"channel":"SMS","campaign_name":"c","view_url":"https://example.com"}""");

        async Task<(int Dead, int Well)> WaitingAsync()
        {
            JsonElement answer = await app.Http.GetFromJsonAsync<JsonElement>("api/destinations");
            int[] waiting = [.. answer.GetProperty("destinations").EnumerateArray()
                .Select(one => one.GetProperty("waiting").GetInt32())];
            return (waiting[0], waiting[1]);
        }

        string Context() => app.Output.ToString();
    }

    [Fact]
    public async Task Wrong_destination_stops_the_start_with_a_sentence()
    {
        Exception stopped = await Assert.ThrowsAnyAsync<Exception>(() => RunningApp.StartAsync(
            account.ConnectionString,
            new Dictionary<string, string> { ["Destinations__crm__Url"] = "http://crm.example.com/hook?key=s3cr3t" }));

        Assert.Contains("Destinations__crm__Url must be an https address", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", stopped.Message, StringComparison.Ordinal);
    }

    private async Task ParkAsync(string id)
    {
        TableClient parked = new(account.ConnectionString, StorageNames.ParkedEvents);
        TableClient events = new(account.ConnectionString, StorageNames.Events);
        await foreach (TableEntity row in events.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"EventId eq {id}")))
        {
            await parked.UpsertEntityAsync(new TableEntity("crm", $"{row.PartitionKey}_{row.RowKey}")
            {
                ["Status"] = 500,
                ["Answer"] = "Oh.",
                ["Tries"] = 9,
                ["ParkedAt"] = row.GetDateTimeOffset(nameof(EngagementEvent.ReceivedAt)),
            });
        }
    }

    private static async Task SeeAsync(RunningApp app, EventReceiver receiver)
    {
        await Eventually.TrueAsync("the figures are written down", async () =>
        {
            JsonElement all = await app.Http.GetFromJsonAsync<JsonElement>("api/destinations");
            return all.GetProperty("destinations")[0].GetProperty("deliveredToday").GetInt64() == 2;
        });
        receiver.Status = 500;
        using HttpClientHandler handler = new() { UseCookies = false, AllowAutoRedirect = false };
        using HttpClient http = new(handler) { BaseAddress = app.Http.BaseAddress };
        using HttpResponseMessage entered = await http.GetAsync("api/dashboard/operator");
        http.DefaultRequestHeaders.Add("Cookie", entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        string page = await http.GetStringAsync("api/dashboard/destinations");
        Assert.Contains("<td class=\"n\" data-label=\"Today\">2<", page, StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Url, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);

        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["token"] = Token().Match(page).Groups[1].Value,
            ["destination"] = "crm",
        });
        using HttpResponseMessage sample = await http.PostAsync("api/dashboard/sample", form);
        string answer = await sample.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, sample.StatusCode);
        Assert.Contains("Not delivered", answer, StringComparison.Ordinal);
        Assert.Equal(3, receiver.Requests.Count);
    }

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
